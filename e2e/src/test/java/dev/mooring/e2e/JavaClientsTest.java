package dev.mooring.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.crt.mqtt.MqttClientConnection;
import software.amazon.awssdk.crt.mqtt.MqttMessage;
import software.amazon.awssdk.crt.mqtt.QualityOfService;
import software.amazon.awssdk.iot.AwsIotMqttConnectionBuilder;

/** The Java clients that people use, over mutual TLS; each publishes to itself. */
class JavaClientsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final long SECONDS = 30;

    @TempDir
    static Path directory;

    private static Mooring server;
    private static Devices.Device device;
    private static KeyManagerFactory keys;
    private static TrustManagerFactory trust;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        Assumptions.assumeTrue(Shell.has("openssl"), "SKIPPED: no openssl on this machine");
        server = Mooring.start(directory.resolve("data"));
        device = new Devices(server, Aws.of(server, directory), directory)
                .create("java", "java-policy", Devices.PERMISSIVE);
        // PKCS #12, since Java reads no private keys in the form in which AWS gives them.
        Path p12 = directory.resolve("device.p12");
        new Shell(directory, java.util.Map.of())
                .run(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        device.certificate().toString(),
                        "-inkey",
                        device.key().toString(),
                        "-out",
                        p12.toString(),
                        "-passout",
                        "pass:changeit")
                .mustSucceed();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(new ByteArrayInputStream(Files.readAllBytes(p12)), PASSWORD);
        keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry(
                "root",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(server.rootCa()))));
        trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static SSLContext tls() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    @Test
    void pahoForMqtt3() throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(tls().getSocketFactory());
        CompletableFuture<String> received = new CompletableFuture<>();
        try (org.eclipse.paho.client.mqttv3.MqttClient client =
                new org.eclipse.paho.client.mqttv3.MqttClient("ssl://" + server.endpoint("mqtts"), "paho3", null)) {
            client.connect(options);
            client.subscribe(
                    "paho3", 1, (topic, message) -> received.complete(new String(message.getPayload(), UTF_8)));
            client.publish("paho3", "hello".getBytes(UTF_8), 1, false);
            assertThat(received.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
            client.disconnect();
        }
    }

    @Test
    void pahoForMqtt5() throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(tls().getSocketFactory());
        CompletableFuture<String> received = new CompletableFuture<>();
        org.eclipse.paho.mqttv5.client.MqttClient client =
                new org.eclipse.paho.mqttv5.client.MqttClient("ssl://" + server.endpoint("mqtts"), "paho5", null);
        try {
            client.connect(options);
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription("paho5", 1)},
                    new org.eclipse.paho.mqttv5.client.IMqttMessageListener[] {
                        (topic, message) -> received.complete(new String(message.getPayload(), UTF_8))
                    });
            client.publish("paho5", "hello".getBytes(UTF_8), 1, false);
            assertThat(received.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
            client.disconnect();
        } finally {
            client.close();
        }
    }

    @Test
    void hiveMqForMqtt5() throws Exception {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("hive5")
                .serverHost(server.host("mqtts"))
                .serverPort(Integer.parseInt(server.port("mqtts")))
                .sslConfig(MqttClientSslConfig.builder()
                        .keyManagerFactory(keys)
                        .trustManagerFactory(trust)
                        .build())
                .buildBlocking();
        client.connect();
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter("hive5")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            client.publishWith()
                    .topic("hive5")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .contentType("text/plain")
                    .payload("hello".getBytes(UTF_8))
                    .send();
            var received = publishes.receive(SECONDS, TimeUnit.SECONDS).orElseThrow();
            assertThat(received.getPayloadAsBytes()).isEqualTo("hello".getBytes(UTF_8));
            assertThat(received.getContentType().map(Object::toString)).contains("text/plain");
        } finally {
            client.disconnect();
        }
    }

    @Test
    void theDeviceSdkForJava() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        try (AwsIotMqttConnectionBuilder builder = AwsIotMqttConnectionBuilder.newMtlsBuilderFromPath(
                device.certificate().toString(), device.key().toString())) {
            builder.withCertificateAuthorityFromPath(null, server.rootCa().toString())
                    .withClientId("device-sdk-java")
                    .withEndpoint(server.host("mqtts"))
                    .withPort(Integer.parseInt(server.port("mqtts")))
                    .withCleanSession(true);
            try (MqttClientConnection connection = builder.build()) {
                connection.connect().get(SECONDS, TimeUnit.SECONDS);
                connection
                        .subscribe(
                                "device-sdk-java",
                                QualityOfService.AT_LEAST_ONCE,
                                message -> received.complete(new String(message.getPayload(), UTF_8)))
                        .get(SECONDS, TimeUnit.SECONDS);
                connection
                        .publish(new MqttMessage(
                                "device-sdk-java", "hello".getBytes(UTF_8), QualityOfService.AT_LEAST_ONCE, false))
                        .get(SECONDS, TimeUnit.SECONDS);
                assertThat(received.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
                connection.disconnect().get(SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
