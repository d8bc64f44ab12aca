package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.RawClient.bytes;
import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.disconnect;
import static dev.mooring.gateway.testing.RawClient.packet;
import static dev.mooring.gateway.testing.RawClient.ping;
import static dev.mooring.gateway.testing.RawClient.publish;
import static dev.mooring.gateway.testing.RawClient.string;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static dev.mooring.gateway.testing.RawClient.unsubscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes on a plain socket: what MQTT 3.1.1 and AWS's limits demand of each packet. */
class ProtocolTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    // ---- CONNECT

    static Stream<Arguments> refusedConnects() {
        return Stream.of(
                Arguments.of("PINGREQ first", ping(), -1),
                Arguments.of("unknown level 3", packet(0x10, string("MQTT"), bytes(3, 2, 0, 60), string("a")), 1),
                Arguments.of("unknown level 6", packet(0x10, string("MQTT"), bytes(6, 2, 0, 60), string("a")), 1),
                Arguments.of("MQTT 3.1", packet(0x10, string("MQIsdp"), bytes(3, 2, 0, 60), string("a")), 1),
                Arguments.of("wrong protocol name", packet(0x10, string("MQTX"), bytes(4, 2, 0, 60), string("a")), -1),
                Arguments.of("reserved flag", packet(0x10, string("MQTT"), bytes(4, 3, 0, 60), string("a")), -1),
                Arguments.of("password only", packet(0x10, string("MQTT"), bytes(4, 0x42, 0, 60), string("a")), -1),
                Arguments.of("Will QoS 3", packet(0x10, string("MQTT"), bytes(4, 0x1e, 0, 60), string("a")), -1),
                Arguments.of("Will retain only", packet(0x10, string("MQTT"), bytes(4, 0x22, 0, 60), string("a")), -1),
                Arguments.of("truncated", packet(0x10, string("MQTT"), bytes(4, 2)), -1),
                Arguments.of("trailing", packet(0x10, string("MQTT"), bytes(4, 2, 0, 60), string("a"), bytes(0)), -1),
                Arguments.of("fixed flags", packet(0x11, string("MQTT"), bytes(4, 2, 0, 60), string("a")), -1),
                Arguments.of("empty id, persistent", connect("", false, 60), 2),
                Arguments.of("id of 129 bytes", connect("x".repeat(129), true, 60), 2),
                Arguments.of("reserved id", connect("$x", true, 60), 2),
                Arguments.of(
                        "overlong UTF-8 id",
                        packet(0x10, string("MQTT"), bytes(4, 2, 0, 60), bytes(0, 2, 0xc0, 0xaf)),
                        -1),
                Arguments.of("NUL in id", connect("a\0b", true, 60), -1),
                Arguments.of("wildcard in Will topic", RawClient.connectWithWill("w", "a/#", "x", 0, false), -1),
                Arguments.of("reserved Will topic", RawClient.connectWithWill("w", "$aws/events/x", "x", 0, false), -1),
                Arguments.of("Will QoS 2", RawClient.connectWithWill("w", "a", "x", 2, false), -1),
                Arguments.of("more than 128 KB", bytes(0x10, 0x81, 0x80, 0x08), -1),
                Arguments.of("five length bytes", bytes(0x10, 0xff, 0xff, 0xff, 0xff, 0x01), -1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedConnects(String what, byte[] packet, int returnCode) throws IOException {
        try (RawClient client = new RawClient(server.mqtt())) {
            int before = server.events.size();
            client.send(packet);
            if (returnCode >= 0) {
                var ack = client.read();
                assertThat(ack.type()).isEqualTo(2);
                assertThat(ack.body()).containsExactly(0, returnCode);
            }
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(server.events.subList(before, server.events.size()))
                    .anyMatch(event -> event.kind() == ClientEvent.Kind.REFUSED);
        }
    }

    @Test
    void anEmptyClientIdOfACleanSessionGetsOneAssigned() throws IOException {
        try (RawClient client = RawClient.connected(server, "")) {
            assertThat(client.send(ping()).read().type()).isEqualTo(13);
            assertThat(server.permissions.contexts.getLast().clientId()).startsWith("$GEN/");
        }
    }

    @Test
    void aClientIdOf128BytesIsAccepted() throws IOException {
        RawClient.connected(server, "x".repeat(128)).close();
    }

    @Test
    void packetsPipelinedBehindConnectAreProcessedInOrder() throws IOException {
        CountDownLatch gate = server.permissions.holdConnects();
        try (RawClient client = new RawClient(server.mqtt())) {
            client.send(
                    connect("pipelining", true, 60),
                    subscribe(1, "pipe/x:1"),
                    publish("pipe/x", "one", 1, 2),
                    publish("pipe/x", "two", 0, 0));
            client.send(ping());
            gate.countDown();
            assertThat(client.read().type()).isEqualTo(2);
            assertThat(client.read().type()).isEqualTo(9);
            assertThat(client.read().payload()).isEqualTo("one");
            assertThat(client.read().type()).isEqualTo(4);
            assertThat(client.read().payload()).isEqualTo("two");
            assertThat(client.read().type()).isEqualTo(13);
        } finally {
            gate.countDown();
        }
    }

    @Test
    void aPacketMayArriveByteByByte() throws IOException {
        try (RawClient client = new RawClient(server.mqtt())) {
            for (byte b : connect("drip", true, 60)) {
                client.send(bytes(b));
            }
            assertThat(client.read().body()).containsExactly(0, 0);
            for (byte b : publish("drip/topic", "p".repeat(300), 1, 7)) {
                client.send(bytes(b));
            }
            assertThat(client.read().packetId()).isEqualTo(7);
        }
    }

    // ---- packets of a connected client

    static Stream<Arguments> fatalPackets() {
        return Stream.of(
                Arguments.of("second CONNECT", connect("again", true, 60), Reason.ProtocolError.class),
                Arguments.of("QoS 2 PUBLISH", publish("a", "x", 2, 1), Reason.ProtocolError.class),
                Arguments.of("QoS 3 PUBLISH", packet(0x36, string("a"), bytes(0, 1)), Reason.ProtocolError.class),
                Arguments.of("DUP with QoS 0", packet(0x38, string("a")), Reason.ProtocolError.class),
                Arguments.of("packet id 0", publish("a", "x", 1, 0), Reason.ProtocolError.class),
                Arguments.of("wildcard topic", publish("a/+", "x", 0, 0), Reason.ProtocolError.class),
                Arguments.of("empty topic", publish("", "x", 0, 0), Reason.ProtocolError.class),
                Arguments.of("topic of 257 bytes", publish("t".repeat(257), "x", 0, 0), Reason.ProtocolError.class),
                Arguments.of("topic of 64 KB", publish("t".repeat(65_535), "x", 0, 0), Reason.ProtocolError.class),
                Arguments.of("eight slashes", publish("a/b/c/d/e/f/g/h/i", "x", 0, 0), Reason.ProtocolError.class),
                Arguments.of("reserved topic", publish("$aws/events/x", "x", 0, 0), Reason.ProtocolError.class),
                Arguments.of(
                        "retained reserved",
                        publish("$aws/rules/r/x", new byte[1], 0, 0, true),
                        Reason.ProtocolError.class),
                Arguments.of(
                        "129 KB payload",
                        publish("a", new byte[128 * 1024 + 1], 0, 0, false),
                        Reason.QuotaExceeded.class),
                Arguments.of("huge remaining length", bytes(0x30, 0xff, 0xff, 0xff, 0x7f), Reason.QuotaExceeded.class),
                Arguments.of(
                        "nine filters",
                        subscribe(
                                1,
                                IntStream.range(0, 9)
                                        .mapToObj(i -> "f" + i + ":0")
                                        .toArray(String[]::new)),
                        Reason.QuotaExceeded.class),
                Arguments.of("no filter", packet(0x82, bytes(0, 1)), Reason.ProtocolError.class),
                Arguments.of("misplaced #", subscribe(1, "a/#/b:0"), Reason.ProtocolError.class),
                Arguments.of("SUBSCRIBE with QoS 2", subscribe(1, "ok:0", "a:2"), Reason.ProtocolError.class),
                Arguments.of("SUBSCRIBE with QoS 3", subscribe(1, "a:3"), Reason.ProtocolError.class),
                Arguments.of(
                        "SUBSCRIBE flags",
                        packet(0x80, bytes(0, 1), string("a"), bytes(0)),
                        Reason.ProtocolError.class),
                Arguments.of(
                        "SUBSCRIBE without QoS", packet(0x82, bytes(0, 1), string("a")), Reason.ProtocolError.class),
                Arguments.of("UNSUBSCRIBE without filter", packet(0xa2, bytes(0, 1)), Reason.ProtocolError.class),
                Arguments.of("PUBREC", packet(0x50, bytes(0, 1)), Reason.ProtocolError.class),
                Arguments.of("CONNACK", packet(0x20, bytes(0, 0)), Reason.ProtocolError.class),
                Arguments.of("type 0", bytes(0, 0), Reason.ProtocolError.class),
                Arguments.of("type 15", bytes(0xf0, 0), Reason.ProtocolError.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void fatalPackets(String what, byte[] packet, Class<? extends Reason> reason) throws IOException {
        String clientId = "fatal-" + what;
        try (RawClient client = RawClient.connected(server, clientId)) {
            client.send(packet, publish("never/reached", "x", 1, 9));
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(server.troublesOf(clientId))
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(ClientEvent.Kind.CLOSED))
                .satisfies(event -> assertThat(event.reason()).isInstanceOf(reason));
        assertThat(server.published).noneMatch(m -> m.topic().equals("never/reached"));
    }

    static Stream<Arguments> acceptedPublishes() {
        return Stream.of(
                Arguments.of("topic of 256 bytes", "t".repeat(256), 1),
                Arguments.of("seven slashes", "a/b/c/d/e/f/g/h", 1),
                Arguments.of("Basic Ingest counts from the fourth level", "$aws/rules/r/" + "t".repeat(256), 1),
                Arguments.of("payload of 128 KB", "big", 128 * 1024),
                Arguments.of("empty payload", "empty", 0),
                Arguments.of("non-ASCII", "münster/😀", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void acceptedPublishes(String what, String topic, int payloadBytes) throws IOException {
        try (RawClient client = RawClient.connected(server, "accepted")) {
            client.send(publish(topic, new byte[payloadBytes], 1, 65_535, false));
            assertThat(client.read().packetId()).isEqualTo(65_535);
            assertThat(server.published).anyMatch(m -> m.topic().equals(topic) && m.payload().length == payloadBytes);
        }
    }

    @Test
    void aPayloadOf128KbArrivesWhole() throws IOException {
        byte[] payload = new byte[128 * 1024];
        Arrays.fill(payload, (byte) 'x');
        try (RawClient client = RawClient.connected(server, "big")) {
            client.send(subscribe(1, "big/one:0"));
            client.read();
            client.send(publish("big/one", payload, 0, 0, false));
            assertThat(client.read().payload()).isEqualTo("x".repeat(payload.length));
        }
    }

    @Test
    void eightFiltersAreAnsweredOneByOne() throws IOException {
        try (RawClient client = RawClient.connected(server, "eight")) {
            client.send(subscribe(
                    3,
                    "a:0",
                    "b:1",
                    "$aws/nothing:0",
                    "d/+/e:1",
                    "#:0",
                    "$share/g/x:0",
                    "s/s/s/s/s/s/s/s/s:0",
                    "$aws/events/presence/connected/+:1"));
            var ack = client.read();
            assertThat(ack.type()).isEqualTo(9);
            assertThat(ack.body()).containsExactly(0, 3, 0, 1, 0x80, 1, 0, 0, 0x80, 1);
        }
    }

    @Test
    void theFiftyFirstSubscriptionIsRefusedAndRecorded() throws IOException {
        try (RawClient client = RawClient.connected(server, "fifty")) {
            for (int i = 1; i <= 50; i++) {
                client.send(subscribe(i, "fifty/" + i + ":0"));
                assertThat(client.read().body()[2]).isEqualTo((byte) 0);
            }
            client.send(subscribe(51, "fifty/51:0"));
            assertThat(client.read().body()[2]).isEqualTo((byte) 0x80);
            client.send(subscribe(52, "fifty/50:1"));
            assertThat(client.read().body()[2])
                    .as("a subscription made again is no new one")
                    .isEqualTo((byte) 1);
            assertThat(server.troublesOf("fifty")).singleElement().satisfies(e -> assertThat(e.reason())
                    .isInstanceOf(Reason.QuotaExceeded.class));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void deliversWithTheLowerQos(int subscribed) throws IOException {
        try (RawClient client = RawClient.connected(server, "lower")) {
            client.send(subscribe(1, "lower:" + subscribed));
            client.read();
            client.send(publish("lower", "0", 0, 0), publish("lower", "1", 1, 5));
            assertThat(client.read().qos()).isZero();
            assertThat(client.read().qos()).isEqualTo(subscribed);
        }
    }

    @Test
    void overlappingFiltersDeliverOnceWithTheHighestQos() throws IOException {
        try (RawClient client = RawClient.connected(server, "overlap")) {
            client.send(subscribe(1, "over/+:0", "over/#:1", "over/lap:0"));
            client.read();
            client.send(publish("over/lap", "x", 1, 5), ping());
            assertThat(client.read().qos()).isEqualTo(1);
            assertThat(client.read().type()).isEqualTo(4);
            assertThat(client.read().type()).isEqualTo(13);
        }
    }

    @Test
    void unsubscribingEndsDelivery() throws IOException {
        try (RawClient client = RawClient.connected(server, "unsub")) {
            client.send(subscribe(1, "unsub/x:0"));
            client.read();
            client.send(unsubscribe(2, "unsub/x"), unsubscribe(3, "never/had"), publish("unsub/x", "x", 0, 0), ping());
            assertThat(client.read().body()).containsExactly(0, 2);
            assertThat(client.read().body()).containsExactly(0, 3);
            assertThat(client.read().type()).isEqualTo(13);
        }
    }

    @Test
    void atAwsAHashFilterDoesNotMatchItsParent() throws IOException {
        try (RawClient client = RawClient.connected(server, "parent")) {
            client.send(subscribe(1, "parent/#:0"));
            client.read();
            client.send(publish("parent", "no", 0, 0), publish("parent/", "yes", 0, 0));
            assertThat(client.read().payload()).isEqualTo("yes");
        }
    }

    @Test
    void disconnectEndsTheConnectionQuietly() throws IOException {
        try (RawClient client = RawClient.connected(server, "bye")) {
            client.send(disconnect());
            assertThat(client.isClosedByServer()).isTrue();
        }
        Eventually.that("the close is recorded", () -> server.troublesOf("bye").size() == 1);
        assertThat(server.troublesOf("bye").getFirst().reason()).isInstanceOf(Reason.ClientDisconnected.class);
    }
}
