package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.Mqtt5.acknowledge;
import static dev.mooring.gateway.testing.Mqtt5.connect;
import static dev.mooring.gateway.testing.Mqtt5.connected;
import static dev.mooring.gateway.testing.Mqtt5.publish;
import static dev.mooring.gateway.testing.Mqtt5.read;
import static dev.mooring.gateway.testing.Mqtt5.sessionExpiry;
import static dev.mooring.gateway.testing.Mqtt5.subscribe;
import static dev.mooring.gateway.testing.RawClient.ping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.Mqtt5.Received;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Exactly once, both ways (section 4.3.3), in profile full. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Qos2Test {
    private static final int PUBREC = 5;
    private static final int PUBREL = 6;
    private static final int PUBCOMP = 7;
    private static final int DUP = 8;
    private static final int QOS_2 = 4;

    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer(BrokerSettings.FULL);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aMessageSentAgainIsRoutedOnceAndItsIdIsFreeAfterwards() throws IOException {
        try (RawClient client = connected(server, "in")) {
            read(client.send(subscribe(1, "in", 0)));
            assertThat(read(client.send(publish("in", "one", 2, 7)))).satisfies(Qos2Test::isTheMessage);
            expect(read(client), PUBREC, 7, 0);
            expect(read(client.send(publish(QOS_2 | DUP, "in", "one", 7))), PUBREC, 7, 0);
            expect(read(client.send(acknowledge(PUBREL, 7))), PUBCOMP, 7, 0);
            expect(read(client.send(acknowledge(PUBREL, 7))), PUBCOMP, 7, 0x92);
            assertThat(read(client.send(publish("in", "two", 2, 7))).payload()).isEqualTo("two");
            expect(read(client), PUBREC, 7, 0);
        }
    }

    private static void isTheMessage(Received message) {
        assertThat(message.type()).isEqualTo(3);
        assertThat(message.payload()).isEqualTo("one");
    }

    @Test
    void anIdIsRememberedAcrossAReconnect() throws IOException {
        try (RawClient watcher = connected(server, "watcher")) {
            read(watcher.send(subscribe(1, "across", 0)));
            RawClient first = connected(server, "across", sessionExpiry(100));
            expect(read(first.send(publish("across", "once", 2, 3))), PUBREC, 3, 0);
            first.close();
            try (RawClient again = new RawClient(server.mqtt())) {
                assertThat(read(again.send(connect("across", false, sessionExpiry(100))))
                                .sessionPresent())
                        .isTrue();
                expect(read(again.send(publish(QOS_2 | DUP, "across", "once", 3))), PUBREC, 3, 0);
                expect(read(again.send(acknowledge(PUBREL, 3))), PUBCOMP, 3, 0);
            }
            assertThat(read(watcher).payload()).isEqualTo("once");
            assertThat(read(watcher.send(ping())).type()).as("once only").isEqualTo(13);
        }
    }

    @Test
    void aClientThatKeepsMoreUnderWayThanItMayIsDisconnected() throws IOException {
        try (RawClient client = connected(server, "greedy")) {
            for (int i = 1; i <= 1000; i++) {
                expect(read(client.send(publish("greedy", "x", 2, i))), PUBREC, i, 0);
            }
            Received end = read(client.send(publish("greedy", "x", 2, 1001)));
            assertThat(end.type()).isEqualTo(14);
            assertThat(end.reasonCode()).isEqualTo(0x93);
        }
    }

    @Test
    void aDeliveryTakesFourStepsAndItsPlaceInTheWindowUntilTheLast() throws IOException {
        try (RawClient client = connected(server, "out", RawClient.bytes(33, 0, 1))) {
            read(client.send(subscribe(1, "out", 2)));
            client.send(publish("out", "first", 2, 1), publish("out", "second", 2, 2));
            Received first = next(client, 3);
            assertThat(first.qos()).isEqualTo(2);
            assertThat(first.payload()).isEqualTo("first");
            expect(next(client.send(acknowledge(PUBREC, first.packetId())), PUBREL), PUBREL, first.packetId(), 0);
            expect(next(client.send(acknowledge(PUBREC, first.packetId())), PUBREL), PUBREL, first.packetId(), 0);
            assertThat(read(client.send(ping())).type())
                    .as("the window is full")
                    .isEqualTo(13);
            client.send(acknowledge(PUBCOMP, first.packetId()));
            assertThat(read(client).payload()).isEqualTo("second");
            expect(read(client.send(acknowledge(PUBREC, 999))), PUBREL, 999, 0x92);
        }
    }

    @Test
    void afterAReconnectADeliveryGoesOnWhereItStood() throws IOException {
        RawClient client = connected(server, "resume", sessionExpiry(100));
        read(client.send(subscribe(1, "resume", 2)));
        client.send(publish("resume", "released", 2, 1), publish("resume", "sent", 2, 2));
        Received released = next(client, 3);
        Received sent = next(client, 3);
        next(client.send(acknowledge(PUBREC, released.packetId())), PUBREL);
        client.close();
        Eventually.that("lost", () -> server.recent.of(TestServer.TENANT, "resume").stream()
                .anyMatch(e -> e.reason() instanceof Reason.ConnectionLost));
        try (RawClient back = connected(server, connect("resume", false, sessionExpiry(100)))) {
            expect(read(back), PUBREL, released.packetId(), 0);
            Received again = read(back);
            assertThat(again.payload()).isEqualTo("sent");
            assertThat(again.packetId()).isEqualTo(sent.packetId());
            assertThat(again.first() & DUP).isEqualTo(DUP);
            back.send(acknowledge(PUBCOMP, released.packetId()), acknowledge(PUBREC, sent.packetId()));
            expect(read(back), PUBREL, sent.packetId(), 0);
            back.send(acknowledge(PUBCOMP, sent.packetId()));
            assertThat(read(back.send(ping())).type()).isEqualTo(13);
        }
    }

    @Test
    void aRefusedMessageHasItsCodeInPubrecAndIsOver() throws IOException {
        server.permissions.deny("iot:Publish", "topic/no");
        try (RawClient client = connected(server, "refused")) {
            expect(read(client.send(publish("no", "x", 2, 5))), PUBREC, 5, 0x87);
            expect(read(client.send(acknowledge(PUBREL, 5))), PUBCOMP, 5, 0x92);
        }
    }

    private static Received next(RawClient client, int type) throws IOException {
        Received packet = read(client);
        while (packet.type() != type) {
            packet = read(client);
        }
        return packet;
    }

    private static void expect(Received packet, int type, int packetId, int reasonCode) {
        assertThat(packet.type()).isEqualTo(type);
        assertThat(packet.packetId()).isEqualTo(packetId);
        assertThat(packet.reasonCode()).isEqualTo(reasonCode);
    }
}
