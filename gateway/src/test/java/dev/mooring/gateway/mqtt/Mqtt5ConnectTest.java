package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.Mqtt5.connect;
import static dev.mooring.gateway.testing.Mqtt5.connected;
import static dev.mooring.gateway.testing.Mqtt5.disconnect;
import static dev.mooring.gateway.testing.Mqtt5.intProperty;
import static dev.mooring.gateway.testing.Mqtt5.properties;
import static dev.mooring.gateway.testing.Mqtt5.publish;
import static dev.mooring.gateway.testing.Mqtt5.read;
import static dev.mooring.gateway.testing.Mqtt5.sessionExpiry;
import static dev.mooring.gateway.testing.Mqtt5.stringProperty;
import static dev.mooring.gateway.testing.Mqtt5.subscribe;
import static dev.mooring.gateway.testing.RawClient.ping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.Mqtt5;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MQTT 5 from CONNECT to DISCONNECT: what is announced, how connections end, what sessions and Wills do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Mqtt5ConnectTest {
    private static final String LONG_ID = "x".repeat(129);

    private TestServer aws;
    private TestServer full;

    @BeforeAll
    void start() throws IOException {
        aws = new TestServer(BrokerSettings.AWS);
        full = new TestServer(BrokerSettings.FULL);
    }

    @AfterAll
    void stop() {
        aws.close();
        full.close();
    }

    // ---- CONNACK

    @Test
    void awsAnnouncesWhatItLacks() throws IOException {
        try (RawClient client = new RawClient(aws.mqtt())) {
            var ack = read(client.send(connect("terms", true, 5, sessionExpiry(7200))));
            assertThat(ack.reasonCode()).isZero();
            assertThat(ack.property(17)).as("session expiry, cut to an hour").isEqualTo(3600L);
            assertThat(ack.property(33)).as("receive maximum").isEqualTo(100L);
            assertThat(ack.property(36)).as("maximum QoS").isEqualTo(1L);
            assertThat(ack.property(39)).as("maximum packet size").isEqualTo(149_504L);
            assertThat(ack.property(34)).as("topic alias maximum").isEqualTo(8L);
            assertThat(ack.property(41)).as("subscription identifiers").isEqualTo(0L);
            assertThat(ack.property(19)).as("server keep-alive").isEqualTo(30L);
            assertThat(ack.property(18)).as("assigned client id").isNull();
        }
    }

    @Test
    void fullAnnouncesOnlyItsOwnBounds() throws IOException {
        try (RawClient client = new RawClient(full.mqtt())) {
            var ack = read(client.send(connect("terms", true, 5, sessionExpiry(0xFFFF_FFFFL))));
            assertThat(ack.properties()).containsOnlyKeys(33, 34, 39);
        }
    }

    @Test
    void aClientWithoutIdIsGivenOne() throws IOException {
        try (RawClient client = new RawClient(aws.mqtt());
                RawClient other = new RawClient(aws.mqtt())) {
            Object first = read(client.send(connect("", false))).property(18);
            Object second = read(other.send(connect("", true))).property(18);
            assertThat(first).asString().startsWith("$GEN/").isNotEqualTo(second);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "enhanced authentication, 0x8C",
        "a reserved client id, 0x85",
        "a client id that is too long, 0x85",
        "a Will with QoS 2, 0x9B",
        "a Will on a bad topic, 0x90",
        "level 6, 0x84",
    })
    void aRefusedConnectHasItsCodeAndASentence(String what, String code) throws IOException {
        byte[] packet =
                switch (what) {
                    case "enhanced authentication" -> connect("auth", true, stringProperty(21, "SCRAM-SHA-1"));
                    case "a reserved client id" -> connect("$mine", true);
                    case "a client id that is too long" -> connect(LONG_ID, true);
                    case "a Will with QoS 2" -> {
                        byte[] will = Mqtt5.connectWithWill("will", properties(), properties(), "a", "x");
                        will[9] |= 2 << 3;
                        yield will;
                    }
                    case "a Will on a bad topic" ->
                        Mqtt5.connectWithWill("will", properties(), properties(), "a/#", "x");
                    default -> {
                        byte[] unknown = connect("level", true);
                        unknown[8] = 6;
                        yield unknown;
                    }
                };
        try (RawClient client = new RawClient(aws.mqtt())) {
            client.send(packet);
            if (what.equals("level 6")) {
                // Who knows what such a client reads: 3.1.1 has a return code for just this.
                assertThat(client.read().body()).containsExactly(0, 1);
            } else {
                var ack = read(client);
                assertThat(ack.reasonCode()).isEqualTo(Integer.decode(code));
                assertThat(ack.property(31)).asString().isNotEmpty();
            }
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void awsLetsAnIdlerStayForTwentyMinutesWhateverItAsksAndFullForEver() throws IOException {
        try (TestServer patient = new TestServer(BrokerSettings.FULL);
                RawClient client = connected(patient, connect("zero", true, 0))) {
            patient.clock.advance(Duration.ofDays(30));
            assertThat(read(client.send(ping())).type()).isEqualTo(13);
        }
        try (RawClient client = new RawClient(aws.mqtt())) {
            assertThat(read(client.send(connect("zero", true, 0))).property(19)).isEqualTo(1200L);
        }
    }

    // ---- DISCONNECT from the server

    @Test
    void aTakenOverClientIsTold() throws IOException {
        try (RawClient old = connected(aws, "twice");
                RawClient fresh = connected(aws, "twice")) {
            var end = read(old);
            assertThat(end.type()).isEqualTo(14);
            assertThat(end.reasonCode()).isEqualTo(0x8E);
            assertThat(end.property(31)).asString().contains("taken over");
            assertThat(read(fresh.send(ping())).type()).isEqualTo(13);
        }
    }

    @Test
    void aSilentClientIsToldAndSoIsEveryoneAtShutdown() throws IOException {
        try (TestServer server = new TestServer();
                RawClient silent = connected(server, "silent")) {
            server.clock.advance(Duration.ofSeconds(89));
            assertThat(read(silent.send(ping())).type()).isEqualTo(13);
            server.clock.advance(Duration.ofSeconds(91));
            assertThat(read(silent).reasonCode()).isEqualTo(0x8D);
            assertThat(silent.isClosedByServer()).isTrue();
            try (RawClient last = connected(server, "last")) {
                server.gateway.close();
                assertThat(read(last).reasonCode()).isEqualTo(0x8B);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a second CONNECT, 0x82",
        "AUTH, 0x82",
        "a packet no client sends, 0x81",
        "a session expiry at the end after none, 0x82",
        "an alias over the maximum, 0x94",
        "alias 0, 0x94",
        "an unknown alias, 0x82",
        "neither topic nor alias, 0x82",
        "a property twice, 0x82",
        "a property of another packet, 0x81",
        "QoS 2, 0x9B",
        "SUBSCRIBE with QoS 2, 0x9B",
        "a subscription identifier, 0xA1",
        "no local on a share, 0x82",
        "a filter with # in the middle, 0x8F",
        "a payload over 128 KB, 0x95",
        "an unauthorized QoS 0 message, 0x87",
        "a wildcard in a topic, 0x90",
        "PUBREL without QoS 2, 0x82",
    })
    void aFatalPacketIsAnsweredWithItsCode(String what, String code) throws IOException {
        aws.permissions.deny("iot:Publish", "topic/denied");
        byte[] packet =
                switch (what) {
                    case "a second CONNECT" -> connect("fatal", true);
                    case "AUTH" -> Mqtt5.auth();
                    case "a packet no client sends" -> new byte[] {(byte) 0xd0, 0};
                    case "a session expiry at the end after none" -> disconnect(0, sessionExpiry(1));
                    case "an alias over the maximum" -> publish("a", "x", 0, 0, Mqtt5.topicAlias(9));
                    case "alias 0" -> publish("a", "x", 0, 0, Mqtt5.topicAlias(0));
                    case "an unknown alias" -> publish("", "x", 0, 0, Mqtt5.topicAlias(3));
                    case "neither topic nor alias" -> publish("", "x", 0, 0);
                    case "a property twice" -> publish("a", "x", 0, 0, Mqtt5.messageExpiry(1), Mqtt5.messageExpiry(1));
                    case "a property of another packet" -> publish("a", "x", 0, 0, sessionExpiry(1));
                    case "QoS 2" -> publish("a", "x", 2, 1);
                    case "SUBSCRIBE with QoS 2" -> subscribe(1, "a", 2);
                    case "a subscription identifier" -> subscribe(1, "a", 1, RawClient.bytes(11, 1));
                    case "no local on a share" -> subscribe(1, "$share/g/a", 4);
                    case "a filter with # in the middle" -> subscribe(1, "a/#/b", 0);
                    case "a payload over 128 KB" -> publish("a", "x".repeat(131_073), 0, 0);
                    case "an unauthorized QoS 0 message" -> publish("denied", "x", 0, 0);
                    case "a wildcard in a topic" -> publish("a/+", "x", 0, 0);
                    case "PUBREL without QoS 2" -> Mqtt5.acknowledge(6, 1);
                    default -> throw new IllegalArgumentException(what);
                };
        try (RawClient client = connected(aws, "fatal")) {
            var end = read(client.send(packet));
            assertThat(end.type()).isEqualTo(14);
            assertThat(Integer.toHexString(end.reasonCode())).isEqualTo(Integer.toHexString(Integer.decode(code)));
            assertThat(end.property(31)).asString().isNotEmpty();
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    // ---- sessions

    @Test
    void aSessionLastsAsLongAsAskedAndDisconnectCanChangeThat() throws IOException {
        try (TestServer server = new TestServer(BrokerSettings.FULL)) {
            connected(server, "s", sessionExpiry(100)).send(disconnect(0, sessionExpiry(50)));
            Eventually.that(
                    "gone",
                    () -> server.recorded(
                            dev.mooring.broker.event.ClientEvent.Kind.CLOSED, Reason.ClientDisconnected.class));
            server.clock.advance(Duration.ofSeconds(49));
            try (RawClient back = new RawClient(server.mqtt())) {
                assertThat(read(back.send(connect("s", false, sessionExpiry(100))))
                                .sessionPresent())
                        .isTrue();
                back.send(disconnect(0));
                assertThat(back.isClosedByServer()).isTrue();
            }
            server.clock.advance(Duration.ofSeconds(101));
            Eventually.that("the session has ended", () -> server.broker.clientCount(TestServer.TENANT) == 0);
            try (RawClient late = new RawClient(server.mqtt())) {
                assertThat(read(late.send(connect("s", false))).sessionPresent())
                        .isFalse();
            }
        }
    }

    @Test
    void withoutExpiryIntervalASessionEndsWithItsConnectionThoughTheStartWasNotClean() throws IOException {
        connected(full, connect("brief", false)).close();
        Eventually.that("gone", () -> full.recent.of(TestServer.TENANT, "brief").stream()
                .anyMatch(e -> e.reason() instanceof Reason.ConnectionLost));
        try (RawClient back = new RawClient(full.mqtt())) {
            assertThat(read(back.send(connect("brief", false))).sessionPresent())
                    .isFalse();
        }
    }

    // ---- Wills

    @Test
    void aWillCarriesItsPropertiesAndIsSentAfterDisconnectWithWill() throws IOException {
        try (RawClient watcher = connected(aws, "watcher")) {
            read(watcher.send(subscribe(1, "will/5", 1)));
            byte[] will = properties(
                    Mqtt5.messageExpiry(90),
                    stringProperty(3, "text/plain"),
                    Mqtt5.user("a", "1"),
                    Mqtt5.user("a", "2"));
            RawClient dying = connected(aws, Mqtt5.connectWithWill("dying", properties(), will, "will/5", "bye"));
            dying.send(disconnect(4));
            var message = read(watcher);
            assertThat(message.payload()).isEqualTo("bye");
            assertThat(message.property(2)).isEqualTo(90L);
            assertThat(message.property(3)).isEqualTo("text/plain");
            assertThat(message.properties().get(38)).containsExactly("a=1", "a=2");
            dying.close();
        }
    }

    @Test
    void aDelayedWillIsSentInTimeUnlessTheClientIsBack() throws IOException {
        try (TestServer server = new TestServer(BrokerSettings.FULL);
                RawClient watcher = connected(server, connect("watcher", true, 0))) {
            read(watcher.send(subscribe(1, "will/#", 1)));
            byte[] willful = Mqtt5.connectWithWill(
                    "w", properties(sessionExpiry(1000)), properties(intProperty(24, 10)), "will/w", "late");
            connected(server, willful).close();
            Eventually.that("lost", () -> count(server, "w", Reason.ConnectionLost.class) == 1);
            server.clock.advance(Duration.ofSeconds(9));
            willful[9] &= ~2;
            connected(server, willful).close();
            Eventually.that("lost again", () -> count(server, "w", Reason.ConnectionLost.class) == 2);
            server.clock.advance(Duration.ofSeconds(9));
            read(watcher.send(ping()));
            server.clock.advance(Duration.ofSeconds(2));
            assertThat(read(watcher).payload()).isEqualTo("late");
            server.clock.advance(Duration.ofSeconds(60));
            assertThat(read(watcher.send(ping())).type()).as("once only").isEqualTo(13);
        }
    }

    @Test
    void aDelayedWillIsSentWhenItsSessionEndsEarlier() throws IOException {
        try (TestServer server = new TestServer(BrokerSettings.FULL);
                RawClient watcher = connected(server, connect("watcher", true, 0))) {
            read(watcher.send(subscribe(1, "will/#", 1)));
            connected(
                            server,
                            Mqtt5.connectWithWill(
                                    "w",
                                    properties(sessionExpiry(5)),
                                    properties(intProperty(24, 1000)),
                                    "will/w",
                                    "early"))
                    .close();
            Eventually.that("lost", () -> count(server, "w", Reason.ConnectionLost.class) == 1);
            server.clock.advance(Duration.ofSeconds(6));
            assertThat(read(watcher).payload()).isEqualTo("early");
        }
    }

    private static long count(TestServer server, String clientId, Class<? extends Reason> reason) {
        return server.events.stream()
                .filter(e -> e.clientId().equals(clientId) && reason.isInstance(e.reason()))
                .count();
    }
}
