package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.server.config.ServerConfig;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.CertificateStatus;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;

/** The plain port in the name of a certificate. */
@Timeout(120)
class PlainPortTest {
    private static final String ONLY_T = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "iot:Connect", "Resource": "*"},
              {"Effect": "Allow", "Action": "iot:Publish", "Resource": "arn:aws:iot:*:*:topic/t"}]}
            """;

    @TempDir
    Path data;

    @Test
    void itsClientsAreJudgedByTheCertificatesPoliciesAndLoseThemWithIt() throws Exception {
        String certificateId;
        try (MooringServer server = MooringServer.start(ServerConfig.forPrivateUse(data));
                IotClient iot = iot(server)) {
            CreateKeysAndCertificateResponse made = iot.createKeysAndCertificate(r -> r.setAsActive(true));
            iot.createPolicy(r -> r.policyName("only-t").policyDocument(ONLY_T));
            iot.attachPolicy(r -> r.policyName("only-t").target(made.certificateArn()));
            certificateId = made.certificateId();
        }
        ServerConfig config =
                ServerConfig.forPrivateUse(data).withPlainMqtt(OptionalInt.of(0), Optional.of(certificateId));
        try (MooringServer server = MooringServer.start(config);
                IotClient iot = iot(server)) {
            MqttClient client = client(server);
            client.connect();
            client.publish("t", "allowed".getBytes(StandardCharsets.UTF_8), 1, false);
            CompletableFuture<Throwable> lost = new CompletableFuture<>();
            client.setCallback(new MqttCallback() {
                @Override
                public void connectionLost(Throwable cause) {
                    lost.complete(cause);
                }

                @Override
                public void messageArrived(String topic, MqttMessage message) {}

                @Override
                public void deliveryComplete(IMqttDeliveryToken token) {}
            });
            client.publish("u", "denied".getBytes(StandardCharsets.UTF_8), 0, false);
            assertThat(lost).succeedsWithin(Duration.ofMinutes(1));

            iot.updateCertificate(r -> r.certificateId(certificateId).newStatus(CertificateStatus.INACTIVE));
            assertThatThrownBy(() -> client(server).connect()).isInstanceOf(MqttException.class);
        }
    }

    private static MqttClient client(MooringServer server) throws MqttException {
        return new MqttClient("tcp://" + server.endpoints().mqtt().orElseThrow(), "sensor", new MemoryPersistence());
    }

    private IotClient iot(MooringServer server) throws IOException {
        Properties credentials = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("credentials"))) {
            credentials.load(reader);
        }
        return IotClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://" + server.endpoints().http()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        credentials.getProperty("aws_access_key_id"),
                        credentials.getProperty("aws_secret_access_key"))))
                .build();
    }
}
