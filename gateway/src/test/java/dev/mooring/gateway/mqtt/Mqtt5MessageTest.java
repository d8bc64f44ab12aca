package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.Mqtt5.byteProperty;
import static dev.mooring.gateway.testing.Mqtt5.connect;
import static dev.mooring.gateway.testing.Mqtt5.connected;
import static dev.mooring.gateway.testing.Mqtt5.disconnect;
import static dev.mooring.gateway.testing.Mqtt5.intProperty;
import static dev.mooring.gateway.testing.Mqtt5.messageExpiry;
import static dev.mooring.gateway.testing.Mqtt5.publish;
import static dev.mooring.gateway.testing.Mqtt5.read;
import static dev.mooring.gateway.testing.Mqtt5.sessionExpiry;
import static dev.mooring.gateway.testing.Mqtt5.shortProperty;
import static dev.mooring.gateway.testing.Mqtt5.stringProperty;
import static dev.mooring.gateway.testing.Mqtt5.subscribe;
import static dev.mooring.gateway.testing.Mqtt5.topicAlias;
import static dev.mooring.gateway.testing.Mqtt5.user;
import static dev.mooring.gateway.testing.RawClient.ping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.Mqtt5;
import dev.mooring.gateway.testing.Mqtt5.Received;
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

/** MQTT 5 messages and subscriptions: properties, expiry, aliases, flow control, options, reason codes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Mqtt5MessageTest {
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

    // ---- properties

    @Test
    void allPropertiesOfAMessageArriveAsSentAndThoseOf311SeeNone() throws IOException {
        try (RawClient client = connected(aws, "properties");
                RawClient old = RawClient.connected(aws, "old")) {
            read(client.send(subscribe(1, "p", 1)));
            old.send(RawClient.subscribe(1, "p:0")).read();
            client.send(publish(
                    "p",
                    "{}",
                    1,
                    7,
                    byteProperty(1, 1),
                    messageExpiry(90),
                    stringProperty(3, "application/json"),
                    stringProperty(8, "reply/here"),
                    stringProperty(9, "id-1"),
                    user("a", "1"),
                    user("b", "2"),
                    user("a", "1")));
            Received message = await(client, 3);
            assertThat(message.property(1)).isEqualTo(1L);
            assertThat(message.property(2)).isEqualTo(90L);
            assertThat(message.property(3)).isEqualTo("application/json");
            assertThat(message.property(8)).isEqualTo("reply/here");
            assertThat(message.property(9)).isEqualTo("id-1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(message.properties().get(38)).containsExactly("a=1", "b=2", "a=1");
            assertThat(message.payload()).isEqualTo("{}");
            assertThat(old.read().payload()).isEqualTo("{}");
            old.send(RawClient.publish("p", "plain", 0, 0));
            assertThat(await(client, 3).properties()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an unauthorized topic, 0x87",
        "a reserved topic, 0x90",
        "a topic of eight slashes, 0x90",
        "RETAIN on a reserved topic, 0x90",
        "a content type of 257 bytes, 0x97",
        "a response topic with a wildcard, 0x90",
        "user properties of 8193 bytes, 0x97",
    })
    void aRefusedQos1MessageHasItsCodeAndTheConnectionGoesOn(String what, String code) throws IOException {
        aws.permissions.deny("iot:Publish", "topic/denied");
        byte[] packet =
                switch (what) {
                    case "an unauthorized topic" -> publish("denied", "x", 1, 9);
                    case "a reserved topic" -> publish("$mine/a", "x", 1, 9);
                    case "a topic of eight slashes" -> publish("/".repeat(8), "x", 1, 9);
                    case "RETAIN on a reserved topic" -> publish(3, "$aws/things/t/shadow/update", "x", 9);
                    case "a content type of 257 bytes" -> publish("a", "x", 1, 9, stringProperty(3, "c".repeat(257)));
                    case "a response topic with a wildcard" -> publish("a", "x", 1, 9, stringProperty(8, "a/+"));
                    case "user properties of 8193 bytes" -> publish("a", "x", 1, 9, user("k", "v".repeat(8192)));
                    default -> throw new IllegalArgumentException(what);
                };
        try (RawClient client = connected(aws, "refused");
                RawClient quiet = connected(aws, "quiet", byteProperty(23, 0))) {
            Received ack = read(client.send(packet));
            assertThat(ack.type()).isEqualTo(4);
            assertThat(ack.packetId()).isEqualTo(9);
            assertThat(ack.reasonCode()).isEqualTo(Integer.decode(code));
            assertThat(ack.property(31)).asString().isNotEmpty();
            assertThat(read(client.send(ping())).type()).isEqualTo(13);
            assertThat(read(quiet.send(packet)).properties())
                    .as("it asked for no reason strings")
                    .isEmpty();
        }
    }

    // ---- expiry

    @Test
    void aMessageExpiresWhereverItWaitsAndArrivesWithWhatIsLeft() throws IOException {
        try (TestServer server = new TestServer();
                RawClient publisher = connected(server, connect("publisher", true, 1200))) {
            RawClient away = connected(server, "away", sessionExpiry(3600));
            read(away.send(subscribe(1, "queue/#", 1)));
            away.send(disconnect(0));
            assertThat(away.isClosedByServer()).isTrue();
            publisher.send(publish("queue/short", "short", 1, 1, messageExpiry(10)));
            publisher.send(publish("queue/long", "long", 1, 2, messageExpiry(100)));
            publisher.send(publish(3, "kept/short", "short", 3, messageExpiry(10)));
            publisher.send(publish(3, "kept/long", "long", 4, messageExpiry(100)));
            for (int i = 0; i < 4; i++) {
                assertThat(read(publisher).reasonCode()).isZero();
            }
            server.clock.advance(Duration.ofSeconds(40));
            try (RawClient back = connected(server, connect("away", false, sessionExpiry(3600)))) {
                Received message = read(back);
                assertThat(message.payload()).isEqualTo("long");
                assertThat(message.property(2)).isEqualTo(60L);
                back.send(subscribe(2, "kept/short", 0), subscribe(3, "kept/long", 0));
                assertThat(read(back).type()).isEqualTo(9);
                assertThat(read(back).type()).isEqualTo(9);
                assertThat(read(back).property(2)).isEqualTo(60L);
            }
        }
    }

    @Test
    void awsMovesExpiryIntervalsIntoItsRange() throws IOException {
        try (RawClient client = connected(aws, "range")) {
            read(client.send(subscribe(1, "range", 0)));
            client.send(
                    publish("range", "x", 0, 0, messageExpiry(0)), publish("range", "x", 0, 0, messageExpiry(604_801)));
            assertThat(read(client).property(2)).isEqualTo(1L);
            assertThat(read(client).property(2)).isEqualTo(604_800L);
        }
    }

    // ---- aliases, flow control, packet size

    @Test
    void aliasesWorkInBothDirections() throws IOException {
        try (RawClient client = connected(aws, "alias", shortProperty(34, 1))) {
            read(client.send(subscribe(1, "+/topic", 0)));
            client.send(
                    publish("first/topic", "1", 0, 0, topicAlias(8)),
                    publish("", "2", 0, 0, topicAlias(8)),
                    publish("second/topic", "3", 0, 0, topicAlias(8)),
                    publish("", "4", 0, 0, topicAlias(8)));
            Received one = read(client);
            assertThat(one.topic()).isEqualTo("first/topic");
            assertThat(one.property(35)).isEqualTo(1L);
            Received two = read(client);
            assertThat(two.topic()).isEmpty();
            assertThat(two.property(35)).isEqualTo(1L);
            for (int i = 3; i <= 4; i++) {
                Received more = read(client);
                assertThat(more.topic()).as("it took one alias only").isEqualTo("second/topic");
                assertThat(more.property(35)).isNull();
                assertThat(more.payload()).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void noMoreThanTheReceiveMaximumIsInFlight() throws IOException {
        try (RawClient client = connected(full, "window", shortProperty(33, 2));
                RawClient publisher = connected(full, "window-publisher")) {
            read(client.send(subscribe(1, "window", 2)));
            for (int i = 1; i <= 6; i++) {
                read(publisher.send(publish("window", "m" + i, 1, i)));
            }
            Received first = read(client);
            Received second = read(client);
            assertThat(read(client.send(ping())).type()).as("no third").isEqualTo(13);
            client.send(Mqtt5.acknowledge(4, second.packetId(), 0x10));
            Received third = read(client);
            assertThat(third.payload()).isEqualTo("m3");
            assertThat(read(client.send(ping())).type()).isEqualTo(13);
            client.send(Mqtt5.acknowledge(4, first.packetId()), Mqtt5.acknowledge(4, third.packetId()));
            assertThat(read(client).payload()).isEqualTo("m4");
            assertThat(read(client).payload()).isEqualTo("m5");
        }
    }

    @Test
    void whatIsTooLargeForAClientIsLeftOutForItAlone() throws IOException {
        try (RawClient small = connected(full, "small", intProperty(39, 100));
                RawClient large = connected(full, "large")) {
            read(small.send(subscribe(1, "size", 1)));
            read(large.send(subscribe(1, "size", 1)));
            large.send(publish("size", "x".repeat(89), 0, 0), publish("size", "y".repeat(93), 0, 0));
            large.send(publish("size", "end", 0, 0));
            assertThat(read(large).payload()).hasSize(89);
            assertThat(read(large).payload()).hasSize(93);
            assertThat(read(small).payload()).hasSize(89);
            assertThat(read(small).payload()).isEqualTo("end");
            assertThat(full.events).anySatisfy(event -> {
                assertThat(event.clientId()).isEqualTo("small");
                assertThat(event.kind()).isEqualTo(ClientEvent.Kind.DROPPED);
                assertThat(event.reason()).isInstanceOf(Reason.QuotaExceeded.class);
            });
        }
    }

    // ---- subscriptions

    @Test
    void noLocalKeepsOwnMessagesAwayAndOnlyThose() throws IOException {
        try (RawClient one = connected(aws, "one");
                RawClient two = connected(aws, "two")) {
            read(one.send(subscribe(1, "echo", 4)));
            read(two.send(subscribe(1, "echo", 4)));
            one.send(publish("echo", "from one", 0, 0));
            two.send(publish("echo", "from two", 0, 0));
            assertThat(read(one).payload()).isEqualTo("from two");
            assertThat(read(two).payload()).isEqualTo("from one");
        }
    }

    @Test
    void retainIsAsPublishedForThoseWhoAskAndRetainHandlingIsObeyed() throws IOException {
        try (RawClient client = connected(full, "retain")) {
            read(client.send(subscribe(1, "r/live", 8)));
            client.send(publish(1, "r/live", "flagged", 0), publish("r/live", "plain", 0, 0));
            assertThat(read(client).retain()).isTrue();
            assertThat(read(client).retain()).isFalse();
            read(client.send(subscribe(2, "r/#", 0x10)));
            assertThat(read(client).payload()).as("new: stored messages come").isEqualTo("flagged");
            read(client.send(subscribe(3, "r/#", 0x10)));
            assertThat(read(client.send(ping())).type()).as("not new: none").isEqualTo(13);
            read(client.send(subscribe(4, "r/#", 0x00)));
            assertThat(read(client).payload()).as("always").isEqualTo("flagged");
            read(client.send(subscribe(5, "r/+", 0x20)));
            assertThat(read(client.send(ping())).type()).as("never").isEqualTo(13);
        }
    }

    @Test
    void theIdentifiersOfAllMatchingFiltersComeWithTheOneCopy() throws IOException {
        try (RawClient client = connected(full, "identifiers")) {
            read(client.send(subscribe(1, "id/#", 1, RawClient.bytes(11, 3))));
            read(client.send(subscribe(2, "id/+", 0, RawClient.bytes(11, 0xff, 0xff, 0xff, 0x7f))));
            client.send(publish("id/a", "x", 0, 0));
            assertThat(read(client).properties().get(11)).containsExactlyInAnyOrder(3L, 268_435_455L);
            assertThat(read(client.send(ping())).type()).isEqualTo(13);
        }
    }

    @Test
    void unsubscribingFromNothingIsToldByFullAndPassedOverByAws() throws IOException {
        try (RawClient strict = connected(full, "strict");
                RawClient cloud = connected(aws, "cloud")) {
            assertThat(read(strict.send(Mqtt5.unsubscribe(1, "never"))).reasonCodes())
                    .containsExactly(0x11);
            assertThat(read(cloud.send(Mqtt5.unsubscribe(1, "never"))).reasonCodes())
                    .containsExactly(0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "denied, 0x87",
        "$mine/#, 0x8F",
        "/////////, 0x8F",
        "$share/g/fine, 0x01",
    })
    void eachFilterOfASubscribeHasItsCode(String filter, String code) throws IOException {
        aws.permissions.deny("iot:Subscribe", "topicfilter/denied");
        try (RawClient client = connected(aws, "filters")) {
            Received ack = read(client.send(subscribe(1, filter, 1)));
            assertThat(ack.reasonCodes()).containsExactly(Integer.decode(code));
            assertThat(read(client.send(ping())).type()).isEqualTo(13);
        }
    }

    /** Reads until a packet of this type comes. */
    private static Received await(RawClient client, int type) throws IOException {
        Received packet = read(client);
        while (packet.type() != type) {
            packet = read(client);
        }
        return packet;
    }

    @Test
    void theReasonOfAClosedConnectionArrivesThoughItsInputIsNeverRead() throws IOException {
        try (RawClient client = connected(aws, "talker")) {
            byte[] bad = publish("a", "x", 2, 1);
            byte[] more = publish("a", "y".repeat(60_000), 0, 0);
            client.send(bad, more, more, more, more, more, more, more, more);
            client.send(more);
            Received end = read(client);
            assertThat(end.type()).isEqualTo(14);
            assertThat(end.reasonCode()).isEqualTo(0x9B);
            Eventually.that("closed", () -> aws.recorded(ClientEvent.Kind.CLOSED, Reason.ProtocolError.class));
        }
    }
}
