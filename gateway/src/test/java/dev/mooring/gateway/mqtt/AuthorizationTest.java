package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.connectWithWill;
import static dev.mooring.gateway.testing.RawClient.ping;
import static dev.mooring.gateway.testing.RawClient.publish;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a policy's no looks like to a device, and that it is never silent. */
class AuthorizationTest {
    @Test
    void aRefusedConnectIsClosedWithoutConnackAndEmitsConnectFailed() throws IOException {
        try (TestServer server = new TestServer();
                RawClient watcher = RawClient.connected(server, "watcher")) {
            watcher.send(subscribe(1, "$aws/events/presence/connect_failed/+:0"))
                    .read();
            server.permissions.deny("iot:Connect", "client/stranger");
            try (RawClient client = new RawClient(server.mqtt())) {
                client.send(connect("stranger", true, 60));
                assertThat(client.isClosedByServer()).isTrue();
            }
            assertThat(watcher.read().payload()).contains("\"connectFailureReason\":\"AUTHORIZATION_FAILED\"");
            assertThat(server.troublesOf("stranger")).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(ClientEvent.Kind.REFUSED);
                assertThat(event.reason().text()).contains("iot:Connect", "client/stranger");
            });
        }
    }

    @Test
    void theSwitchExplainRefusalsAnswersWithReturnCode5() throws IOException {
        try (TestServer server = new TestServer(BrokerSettings.AWS.withExplainRefusals(true));
                RawClient client = new RawClient(server.mqtt())) {
            server.permissions.deny("iot:Connect", "client/stranger");
            client.send(connect("stranger", true, 60));
            assertThat(client.read().body()).containsExactly(0, 5);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void theWillIsPartOfTheConnectQuestion() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = new RawClient(server.mqtt())) {
            client.send(connectWithWill("c", "the/will", "x", 0, true)).read();
            var context = server.permissions.contexts.getFirst();
            assertThat(context.willTopic()).contains("the/will");
            assertThat(context.willRetain()).isTrue();
            assertThat(context.persistent()).isFalse();
        }
    }

    @Test
    void aDeniedPublishClosesTheConnection() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = RawClient.connected(server, "c")) {
            server.permissions.deny("iot:Publish", "topic/secret");
            client.send(publish("open", "x", 1, 1)).read();
            client.send(publish("secret", "x", 1, 2));
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(server.troublesOf("c").getLast().reason()).isInstanceOf(Reason.NotAuthorized.class);
            assertThat(server.published).noneMatch(m -> m.topic().equals("secret"));
        }
    }

    @Test
    void aPolicyChangeHitsTheNextPublish() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = RawClient.connected(server, "c")) {
            client.send(publish("t", "x", 1, 1)).read();
            client.send(publish("t", "x", 1, 2)).read();
            server.permissions.deny("iot:Publish", "topic/t");
            client.send(publish("t", "x", 1, 3));
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void retainingNeedsAPermissionOfItsOwn() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = RawClient.connected(server, "c")) {
            server.permissions.deny("iot:RetainPublish", "topic/t");
            client.send(publish("t", "x", 1, 1)).read();
            client.send(publish("t", "x".getBytes(UTF_8), 1, 2, true));
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aDeniedFilterFailsAloneAndTheConnectionStays() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = RawClient.connected(server, "c")) {
            server.permissions.deny("iot:Subscribe", "topicfilter/no/#");
            client.send(subscribe(1, "yes:1", "no/#:1", "also:0"));
            assertThat(client.read().body()).containsExactly(0, 1, 1, 0x80, 0);
            client.send(publish("no/x", "x", 0, 0), ping());
            assertThat(client.read().type()).isEqualTo(13);
            assertThat(server.troublesOf("c")).singleElement().satisfies(e -> assertThat(e.kind())
                    .isEqualTo(ClientEvent.Kind.DENIED));
        }
    }

    @Test
    void aDeniedReceiveSkipsTheMessageAndIsRecordedOnce() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = RawClient.connected(server, "c")) {
            server.permissions.deny("iot:Receive", "topic/a/hidden");
            client.send(subscribe(1, "a/#:1")).read();
            for (int i = 0; i < 5; i++) {
                client.send(publish("a/hidden", "no", 0, 0));
            }
            client.send(publish("a/open", "yes", 0, 0));
            assertThat(client.read().payload()).isEqualTo("yes");
            assertThat(server.troublesOf("c"))
                    .singleElement()
                    .satisfies(e -> assertThat(e.reason().text()).contains("iot:Receive"));
            server.permissions.allowAgain("iot:Receive", "topic/a/hidden");
            client.send(publish("a/hidden", "now", 0, 0));
            assertThat(client.read().payload()).isEqualTo("now");
        }
    }

    @Test
    void whatWaitedForAClientIsNotDeliveredWhenItMayNoLongerReceiveIt() throws IOException {
        try (TestServer server = new TestServer()) {
            try (RawClient client = RawClient.connected(server, "c", false)) {
                client.send(subscribe(1, "+:1")).read();
            }
            try (RawClient publisher = RawClient.connected(server, "p")) {
                publisher.send(publish("x", "1", 1, 1)).read();
                publisher.send(publish("y", "2", 1, 2)).read();
            }
            server.permissions.deny("iot:Receive", "topic/x");
            try (RawClient back = RawClient.connected(server, "c", false)) {
                assertThat(back.read().payload()).isEqualTo("2");
            }
        }
    }
}
