package dev.mooring.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;

/** A device certificate with a policy, made through the API; beside it a rule that none of our topics matches. */
record Identity(String certificateId, Path certificate, Path key) {
    private static final String ROLE = "arn:aws:iam::000000000000:role/bench";
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "iot:Connect", "Resource": "*"},
              {"Effect": "Deny", "Action": "iot:Publish", "Resource": "arn:aws:iot:*:*:topic/forbidden/*"},
              {"Effect": "Allow", "Action": ["iot:Publish", "iot:Receive"], "Resource": "arn:aws:iot:*:*:topic/t/*"},
              {"Effect": "Allow", "Action": "iot:Subscribe", "Resource": "arn:aws:iot:*:*:topicfilter/t/*"}]}
            """;

    static Identity create(Server server) throws IOException {
        Properties credentials = new Properties();
        try (var reader = Files.newBufferedReader(server.data().resolve("credentials"))) {
            credentials.load(reader);
        }
        try (IotClient iot = IotClient.builder()
                .endpointOverride(URI.create("http://" + server.endpoint("http")))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        credentials.getProperty("aws_access_key_id"),
                        credentials.getProperty("aws_secret_access_key"))))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            CreateKeysAndCertificateResponse made = iot.createKeysAndCertificate(r -> r.setAsActive(true));
            // Statements that a real policy has, so that a decision costs what it costs.
            iot.createPolicy(r -> r.policyName("bench").policyDocument(POLICY));
            iot.attachPolicy(r -> r.policyName("bench").target(made.certificateArn()));
            iot.createTopicRule(r -> r.ruleName("bench")
                    .topicRulePayload(rule -> rule.sql("SELECT * FROM 'elsewhere/+/data' WHERE temperature > 50")
                            .actions(Action.builder()
                                    .republish(to -> to.topic("elsewhere/hot").roleArn(ROLE))
                                    .build())));
            Identity identity = new Identity(
                    made.certificateId(),
                    server.data().resolve("device.pem"),
                    server.data().resolve("device.key"));
            Files.writeString(identity.certificate, made.certificatePem());
            Files.writeString(identity.key, made.keyPair().privateKey());
            return identity;
        }
    }

    /** A scenario's arguments, and those that make the load generator a device with this certificate. */
    String[] mqttLoadArguments(Server server, String... scenario) {
        List<String> arguments = new ArrayList<>(Arrays.asList(scenario));
        arguments.addAll(List.of(
                "--tls",
                "--cafile",
                server.rootCa().toString(),
                "--cert",
                certificate.toString(),
                "--key",
                key.toString()));
        return arguments.toArray(String[]::new);
    }
}
