package dev.mooring.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.gateway.testing.Credentials;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.TestServer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eclipse Paho's Java client, unmodified, over mutual TLS. */
class PahoTest {
    private TestServer server;
    private X509Certificate certificate;
    private final List<MqttClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        certificate = server.register("ACTIVE");
    }

    @AfterEach
    void stop() throws Exception {
        for (MqttClient client : clients) {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 1000);
            }
            client.close(true);
        }
        server.close();
    }

    @Test
    void twoDevicesExchangeMessagesOfBothQosOverMutualTls() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        MqttClient subscriber = connect("subscriber", options());
        subscriber.subscribe("study/+/topic", 1, (IMqttMessageListener)
                (topic, message) -> received.add(topic + "=" + text(message) + "@" + message.getQos()));
        MqttClient publisher = connect("publisher", options());
        publisher.publish("study/1/topic", "hello".getBytes(UTF_8), 1, false);
        publisher.publish("study/2/topic", "again".getBytes(UTF_8), 0, false);
        publisher.publish("study/2/other", "not for you".getBytes(UTF_8), 1, false);
        publisher.publish("study/3/topic", "last".getBytes(UTF_8), 1, false);
        Eventually.that("three messages", () -> received.size() == 3);
        assertThat(received).containsExactly("study/1/topic=hello@1", "study/2/topic=again@0", "study/3/topic=last@1");
    }

    @Test
    void theTapSeesWhoPublished() throws Exception {
        connect("publisher", options()).publish("a/b", "x".getBytes(UTF_8), 1, false);
        var message = server.published.stream()
                .filter(m -> m.topic().equals("a/b"))
                .findFirst()
                .orElseThrow();
        assertThat(message.origin().clientId()).contains("publisher");
        assertThat(message.origin().principalId()).isEqualTo(Credentials.id(certificate));
        assertThat(message.origin().sourceIp()).contains("127.0.0.1");
        assertThat(message.origin().traceId()).isPresent();
        assertThat(server.permissions.contexts.getFirst().serverName()).contains("localhost");
        assertThat(server.permissions.contexts.getFirst().certificate()).contains(certificate);
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setSocketFactory(Credentials.client(certificate).getSocketFactory());
        options.setUserName("?SDK=Test&Version=1");
        return options;
    }

    private MqttClient connect(String clientId, MqttConnectOptions options) throws MqttException {
        MqttClient client = new MqttClient("ssl://localhost:" + server.mqtts(), clientId, new MemoryPersistence());
        client.setTimeToWait(20_000);
        clients.add(client);
        client.connect(options);
        return client;
    }

    private static String text(MqttMessage message) {
        return new String(message.getPayload(), UTF_8);
    }
}
