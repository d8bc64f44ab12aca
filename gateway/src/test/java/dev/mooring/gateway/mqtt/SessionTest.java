package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.connectWithWill;
import static dev.mooring.gateway.testing.RawClient.disconnect;
import static dev.mooring.gateway.testing.RawClient.ping;
import static dev.mooring.gateway.testing.RawClient.pubAck;
import static dev.mooring.gateway.testing.RawClient.publish;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What outlives a packet: sessions, Wills, take-over, keep-alive, retained messages, presence. */
class SessionTest {
    private TestServer server;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    // ---- persistent sessions

    @Test
    void aPersistentSessionKeepsSubscriptionsAndQos1MessagesWhileAway() throws IOException {
        RawClient first = open("away", false);
        first.send(subscribe(1, "away/#:1"));
        first.read();
        first.send(disconnect());
        assertThat(first.isClosedByServer()).isTrue();

        RawClient publisher = open("publisher", true);
        for (int i = 1; i <= 150; i++) {
            publisher.send(publish("away/" + i, "m" + i, 1, i));
            publisher.read();
        }
        publisher.send(publish("away/qos0", "not stored", 0, 0), ping());
        publisher.read();

        RawClient back = client();
        back.send(connect("away", false, 60));
        assertThat(back.read().body()).as("session present").containsExactly(1, 0);
        for (int i = 1; i <= 150; i++) {
            var message = back.read();
            assertThat(message.payload()).isEqualTo("m" + i);
            assertThat(message.qos()).isEqualTo(1);
            back.send(pubAck(message.packetId()));
        }
        back.send(ping());
        assertThat(back.read().type()).isEqualTo(13);
    }

    @Test
    void unacknowledgedMessagesComeAgainInOrderAtReconnect() throws IOException {
        RawClient first = open("again", false);
        first.send(subscribe(1, "again:1"));
        first.read();
        open("publisher", true)
                .send(publish("again", "1", 1, 1), publish("again", "2", 1, 2), publish("again", "3", 1, 3));
        assertThat(first.read().payload()).isEqualTo("1");
        var second = first.read();
        assertThat(first.read().payload()).isEqualTo("3");
        first.send(pubAck(second.packetId()), ping());
        assertThat(first.read().type()).isEqualTo(13);
        first.close();

        RawClient back = client();
        back.send(connect("again", false, 60));
        assertThat(back.read().body()).containsExactly(1, 0);
        assertThat(back.read().payload()).isEqualTo("1");
        assertThat(back.read().payload()).isEqualTo("3");
    }

    @Test
    void aCleanConnectDiscardsTheSession() throws IOException {
        open("discard", false).send(subscribe(1, "discard:1")).read();
        RawClient clean = client();
        clean.send(connect("discard", true, 60));
        assertThat(clean.read().body()).containsExactly(0, 0);
        clean.send(publish("discard", "x", 0, 0), ping());
        assertThat(clean.read().type()).isEqualTo(13);
        clean.send(disconnect());
        assertThat(clean.isClosedByServer()).isTrue();
        RawClient persistent = client();
        persistent.send(connect("discard", false, 60));
        assertThat(persistent.read().body()).containsExactly(0, 0);
    }

    @Test
    void aSessionExpiresAnHourAfterTheDisconnect() throws IOException {
        RawClient first = open("expiring", false);
        first.send(subscribe(1, "expiring:1")).read();
        first.send(disconnect());
        assertThat(first.isClosedByServer()).isTrue();
        server.clock.advance(Duration.ofMinutes(59));
        RawClient inTime = client();
        inTime.send(connect("expiring", false, 60));
        assertThat(inTime.read().body()).containsExactly(1, 0);
        inTime.send(disconnect());
        assertThat(inTime.isClosedByServer()).isTrue();
        Eventually.that("the session is away", () -> server.broker.clientCount(TestServer.TENANT) == 1);
        server.clock.advance(Duration.ofMinutes(61));
        Eventually.that("the session expires", () -> server.broker.clientCount(TestServer.TENANT) == 0);
        RawClient late = client();
        late.send(connect("expiring", false, 60));
        assertThat(late.read().body()).containsExactly(0, 0);
    }

    @Test
    void only100MessagesAreInFlightAndEachPubackLetsTheNextOneGo() throws IOException {
        RawClient subscriber = open("window", true);
        subscriber.send(subscribe(1, "window:1")).read();
        RawClient publisher = open("publisher", true);
        for (int i = 1; i <= 130; i++) {
            publisher.send(publish("window", "m" + i, 1, i)).read();
        }
        List<Integer> ids = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            ids.add(subscriber.read().packetId());
        }
        assertThat(ids).doesNotHaveDuplicates();
        subscriber.send(ping());
        assertThat(subscriber.read().type()).as("the window is full").isEqualTo(13);
        subscriber.send(pubAck(ids.get(50)));
        assertThat(subscriber.read().payload()).isEqualTo("m101");
        subscriber.send(pubAck(ids.get(50)), pubAck(4711), ping());
        assertThat(subscriber.read().type()).as("unknown ids open nothing").isEqualTo(13);
    }

    // ---- take-over

    @Test
    void theNewestConnectionTakesTheClientIdAndBothSeeWhy() throws IOException {
        RawClient watcher = open("watcher", true);
        watcher.send(subscribe(1, "will/of/old:0", "$aws/events/presence/disconnected/twin:0"))
                .read();
        RawClient old = client();
        old.send(connectWithWill("twin", "will/of/old", "gone", 0, false)).read();
        RawClient young = open("twin", true);
        assertThat(old.isClosedByServer()).isTrue();
        assertThat(watcher.read().payload()).isEqualTo("gone");
        assertThat(watcher.read().payload()).contains("\"disconnectReason\":\"DUPLICATE_CLIENTID\"");
        young.send(ping());
        assertThat(young.read().type()).isEqualTo(13);
        assertThat(server.troublesOf("twin")).singleElement().satisfies(e -> assertThat(e.reason())
                .isInstanceOfSatisfying(Reason.TakenOver.class, taken -> {
                    assertThat(taken.oldAddress()).endsWith(":" + old.socket.getLocalPort());
                    assertThat(taken.newAddress()).endsWith(":" + young.socket.getLocalPort());
                }));
    }

    @Test
    void manyConnectionsFightingForOneClientIdLeaveOneWinnerAndOneSession() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            boolean clean = t % 2 == 0;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 25; i++) {
                    try {
                        RawClient client = new RawClient(server.mqtt());
                        synchronized (clients) {
                            clients.add(client);
                        }
                        client.send(connect("contested", clean, 60));
                        client.read();
                    } catch (IOException e) {
                        // Beaten before its CONNACK.
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(server.broker.clientCount(TestServer.TENANT)).isLessThanOrEqualTo(1);
        RawClient winner = open("contested", true);
        winner.send(subscribe(1, "contested:0")).read();
        winner.send(publish("contested", "x", 0, 0), ping());
        assertThat(winner.read().payload()).isEqualTo("x");
        assertThat(winner.read().type()).isEqualTo(13);
        assertThat(server.broker.clientCount(TestServer.TENANT)).isEqualTo(1);
        assertThat(server.recorded(ClientEvent.Kind.CLOSED, Reason.ServerError.class))
                .isFalse();
    }

    // ---- Will

    @Test
    void theWillIsPublishedWhenTheConnectionIsLostAndNotAfterDisconnect() throws IOException {
        RawClient watcher = open("watcher", true);
        watcher.send(subscribe(1, "will/+:1")).read();
        RawClient polite = client();
        polite.send(connectWithWill("polite", "will/polite", "no", 1, false)).read();
        polite.send(disconnect());
        assertThat(polite.isClosedByServer()).isTrue();
        RawClient lost = client();
        lost.send(connectWithWill("lost", "will/lost", "yes", 1, true)).read();
        lost.close();
        var will = watcher.read();
        assertThat(will.topic()).isEqualTo("will/lost");
        assertThat(will.retain()).as("live subscribers get RETAIN 0").isFalse();
        RawClient later = open("later", true);
        later.send(subscribe(1, "will/lost:1")).read();
        assertThat(later.read().retain()).as("it was a retained Will").isTrue();
    }

    // ---- keep-alive

    @ParameterizedTest
    @CsvSource({"60, 90", "1, 45", "0, 1800", "2000, 1800", "30, 45", "1200, 1800"})
    void silenceOfOneAndAHalfKeepAlivesEndsTheConnection(int requested, int toleratedSeconds) throws IOException {
        RawClient client = client();
        client.send(connect("silent", true, requested)).read();
        server.clock.advance(Duration.ofSeconds(toleratedSeconds - 2));
        client.send(ping());
        assertThat(client.read().type()).isEqualTo(13);
        server.clock.advance(Duration.ofSeconds(toleratedSeconds - 2));
        client.send(ping());
        assertThat(client.read().type()).as("PINGREQ starts the time anew").isEqualTo(13);
        server.clock.advance(Duration.ofSeconds(toleratedSeconds + 2));
        assertThat(client.isClosedByServer()).isTrue();
        assertThat(server.troublesOf("silent").getLast().reason()).isInstanceOf(Reason.KeepAliveTimeout.class);
    }

    @Test
    void aConnectionThatSendsNoConnectIsClosed() throws IOException {
        RawClient silent = client();
        RawClient half = client();
        half.send(new byte[] {0x10, 20, 0});
        Eventually.that("both are open", () -> {
            server.clock.advance(Duration.ofSeconds(1));
            return server.events.size() == 2;
        });
        assertThat(silent.isClosedByServer()).isTrue();
        assertThat(half.isClosedByServer()).isTrue();
        assertThat(server.events).allMatch(e -> e.reason() instanceof Reason.ConnectTimeout);
    }

    // ---- retained

    @Test
    void aRetainedMessageReachesOnlyFiltersThatAreItsTopic() throws IOException {
        RawClient client = open("retained", true);
        client.send(publish("kept/one", "v1".getBytes(UTF_8), 1, 1, true)).read();
        client.send(publish("kept/one", "v2".getBytes(UTF_8), 1, 2, true)).read();
        client.send(publish("kept/one", "live".getBytes(UTF_8), 1, 3, false)).read();
        client.send(subscribe(1, "kept/+:1", "kept/one:0")).read();
        var kept = client.read();
        assertThat(kept.payload()).isEqualTo("v2");
        assertThat(kept.retain()).isTrue();
        assertThat(kept.qos()).isZero();
        client.send(ping());
        assertThat(client.read().type()).isEqualTo(13);
    }

    @Test
    void withTheSwitchOffRetainedMessagesReachWildcardsToo() throws IOException {
        try (TestServer full = new TestServer(BrokerSettings.FULL);
                RawClient client = RawClient.connected(full, "c")) {
            client.send(publish("kept", "parent".getBytes(UTF_8), 1, 1, true)).read();
            client.send(publish("other", "no".getBytes(UTF_8), 1, 2, true)).read();
            client.send(subscribe(1, "kept/#:1", "x/".repeat(600) + "#:1"));
            assertThat(client.read().body()).containsExactly(0, 1, 1, 0x80);
            assertThat(client.read().payload()).isEqualTo("parent");
            client.send(ping());
            assertThat(client.read().type()).isEqualTo(13);
        }
    }

    @Test
    void anEmptyRetainedMessageDeletesAndStillReachesLiveSubscribers() throws IOException {
        RawClient client = open("delete", true);
        client.send(publish("kept/two", "v1".getBytes(UTF_8), 1, 1, true)).read();
        client.send(subscribe(1, "kept/#:0")).read();
        client.send(publish("kept/two", new byte[0], 0, 0, true));
        assertThat(client.read().payload()).isEmpty();
        client.send(subscribe(2, "kept/two:0")).read();
        client.send(ping());
        assertThat(client.read().type()).isEqualTo(13);
    }

    // ---- presence

    @Test
    void lifecycleEventsTellOfConnectionsAndSubscriptions() throws IOException {
        RawClient watcher = open("watcher", true);
        watcher.send(subscribe(1, "$aws/events/presence/+/seen:1", "$aws/events/subscriptions/+/seen:1"))
                .read();
        RawClient seen = open("seen", true);
        String connected = watcher.read().payload();
        assertThat(connected)
                .contains("\"clientId\":\"seen\"", "\"eventType\":\"connected\"", "\"ipAddress\":\"127.0.0.1\"")
                .contains("\"versionNumber\":0", "\"principalIdentifier\":\"anonymous\"");
        seen.send(subscribe(1, "a:0", "b:1"));
        assertThat(watcher.read().payload()).contains("\"subscribed\"", "\"topics\":[\"a\",\"b\"]");
        seen.send(RawClient.unsubscribe(2, "a"));
        assertThat(watcher.read().payload()).contains("\"unsubscribed\"", "\"topics\":[\"a\"]");
        seen.send(disconnect());
        assertThat(watcher.read().payload())
                .contains("\"clientInitiatedDisconnect\":true", "CLIENT_INITIATED_DISCONNECT", "\"versionNumber\":0");
        open("seen", true);
        assertThat(watcher.read().payload()).contains("\"versionNumber\":1");
    }

    @Test
    void publishingFromOutsideReachesClientsOfEveryLoop() throws IOException {
        List<RawClient> subscribers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RawClient subscriber = open("outside-" + i, true);
            subscriber.send(subscribe(1, "outside:1")).read();
            subscribers.add(subscriber);
        }
        open("p", true).send(publish("outside", "from inside", 1, 1));
        for (RawClient subscriber : subscribers) {
            assertThat(subscriber.read().payload()).isEqualTo("from inside");
        }
        var sample = server.published.stream()
                .filter(m -> m.topic().equals("outside"))
                .findFirst()
                .orElseThrow();
        server.broker.publish(sample);
        for (RawClient subscriber : subscribers) {
            assertThat(subscriber.read().payload()).isEqualTo("from inside");
        }
    }

    @Test
    void closingTheGatewayTellsWhy() throws IOException {
        RawClient client = open("client", true);
        server.gateway.close();
        assertThat(client.isClosedByServer()).isTrue();
        assertThat(server.troublesOf("client").getLast().reason()).isInstanceOf(Reason.ServerShutdown.class);
    }

    private RawClient client() throws IOException {
        RawClient client = new RawClient(server.mqtt());
        clients.add(client);
        return client;
    }

    private RawClient open(String clientId, boolean cleanSession) throws IOException {
        RawClient client = RawClient.connected(server, clientId, cleanSession);
        clients.add(client);
        return client;
    }
}
