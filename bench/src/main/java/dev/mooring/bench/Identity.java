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
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;

/** A device certificate that may do everything, made through the API. */
record Identity(Path certificate, Path key) {
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
            iot.createPolicy(r -> r.policyName("bench")
                    .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":"
                            + "[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}]}"));
            iot.attachPolicy(r -> r.policyName("bench").target(made.certificateArn()));
            Identity identity = new Identity(
                    server.data().resolve("device.pem"), server.data().resolve("device.key"));
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
