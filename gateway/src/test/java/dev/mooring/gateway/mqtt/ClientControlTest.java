package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.RawClient.connectWithWill;
import static dev.mooring.gateway.testing.RawClient.pubAck;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.ClientControl;
import dev.mooring.broker.ClientView;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of single clients and do to them. */
class ClientControlTest {
    private static final Reason BY_API = new Reason.DisconnectedByApi("arn:somebody", "192.0.2.1");

    private TestServer server;
    private ClientControl control;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        control = new ClientControl(server.broker);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Message message(String topic, int qos) {
        return new Message(
                TestServer.TENANT,
                topic,
                "psst".getBytes(UTF_8),
                qos,
                false,
                MessageProperties.NONE,
                new Origin(Origin.Protocol.HTTP, Optional.empty(), "p", Optional.empty(), Optional.empty(), 0),
                0);
    }

    private Optional<ClientView> view(String clientId) {
        return control.view(TestServer.TENANT, clientId).join();
    }

    @Test
    void aClientIsSeenWhileItHasAConnectionOrASession() throws IOException {
        assertThat(view("c")).isEmpty();
        try (RawClient client = RawClient.connected(server, "c", false)) {
            client.send(subscribe(1, "b:0", "a:1")).read();
            ClientView found = view("c").orElseThrow();
            assertThat(found.subscriptions()).isEqualTo(Map.of("b", 0, "a", 1));
            assertThat(found.sessionExpirySeconds()).isEqualTo(3600);
            assertThat(found.online()).hasValueSatisfying(online -> {
                assertThat(online.address()).endsWith(":" + client.socket.getLocalPort());
                assertThat(online.keepAliveSeconds()).isEqualTo(60);
                assertThat(online.connectedSinceMillis()).isEqualTo(server.clock.millis());
            });
            assertThat(control.disconnect(TestServer.TENANT, "c", false, false, BY_API)
                            .join())
                    .isTrue();
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(view("c").orElseThrow().online()).isEmpty();
        assertThat(control.send("c", message("t", 0)).join()).isEqualTo(ClientControl.Delivery.OFFLINE);
        assertThat(control.disconnect(TestServer.TENANT, "c", true, false, BY_API)
                        .join())
                .isTrue();
        assertThat(view("c")).isEmpty();
        assertThat(control.disconnect(TestServer.TENANT, "c", true, false, BY_API)
                        .join())
                .isFalse();
        assertThat(control.send("c", message("t", 0)).join()).isEqualTo(ClientControl.Delivery.NO_SUCH_CLIENT);
    }

    @Test
    void theWillIsPublishedUnlessItIsPrevented() throws IOException {
        for (boolean prevented : new boolean[] {false, true}) {
            String will = "will/" + prevented;
            try (RawClient client = new RawClient(server.mqtt())) {
                client.send(connectWithWill("c", will, "gone", 0, false)).read();
                control.disconnect(TestServer.TENANT, "c", false, prevented, BY_API)
                        .join();
                assertThat(client.isClosedByServer()).isTrue();
            }
            assertThat(server.published.stream().anyMatch(m -> m.topic().equals(will)))
                    .isEqualTo(!prevented);
        }
        assertThat(server.published.stream()
                        .filter(m -> new String(m.payload(), UTF_8).contains("API_INITIATED_DISCONNECT"))
                        .count())
                .isEqualTo(2);
        assertThat(server.recorded(ClientEvent.Kind.CLOSED, Reason.DisconnectedByApi.class))
                .isTrue();
    }

    @Test
    void aConfirmedMessageWaitsForItsAcknowledgement() throws IOException {
        try (RawClient client = RawClient.connected(server, "c")) {
            CompletableFuture<ClientControl.Delivery> answer = control.send("c", message("t", 1));
            RawClient.Received received = client.read();
            assertThat(received.topic()).isEqualTo("t");
            assertThat(answer).isNotDone();
            client.send(pubAck(received.packetId()));
            assertThat(answer.join()).isEqualTo(ClientControl.Delivery.DELIVERED);
        }
        assertThat(server.published).noneMatch(m -> m.topic().equals("t"));
    }

    @Test
    void aClientThatMayNotReceiveOrDoesNotAcknowledgeIsNotSentTo() throws IOException {
        server.permissions.deny("iot:Receive", "topic/secret");
        try (RawClient client = RawClient.connected(server, "c")) {
            assertThat(control.send("c", message("secret", 0)).join()).isEqualTo(ClientControl.Delivery.NOT_ALLOWED);
            for (int i = 0; i < 100; i++) {
                assertThat(control.send("c", message("t", 1))).isNotNull();
            }
            assertThat(control.send("c", message("t", 1)).join()).isEqualTo(ClientControl.Delivery.BUSY);
            assertThat(control.send("c", message("t", 0)).join()).isEqualTo(ClientControl.Delivery.DELIVERED);
            assertThat(client.read().topic()).isEqualTo("t");
        }
    }
}
