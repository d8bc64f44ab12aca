package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.Mqtt5.acknowledge;
import static dev.mooring.gateway.testing.Mqtt5.connect;
import static dev.mooring.gateway.testing.Mqtt5.connected;
import static dev.mooring.gateway.testing.Mqtt5.disconnect;
import static dev.mooring.gateway.testing.Mqtt5.publish;
import static dev.mooring.gateway.testing.Mqtt5.read;
import static dev.mooring.gateway.testing.Mqtt5.sessionExpiry;
import static dev.mooring.gateway.testing.Mqtt5.shortProperty;
import static dev.mooring.gateway.testing.Mqtt5.subscribe;
import static dev.mooring.gateway.testing.RawClient.ping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.Mqtt5;
import dev.mooring.gateway.testing.Mqtt5.Received;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shared subscriptions (MQTT 5, section 4.8.2; at AWS for 3.1.1 too). */
class SharedSubscriptionTest {
    private static final String SHARE = "$share/g/work/+";

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachMessageGoesToOneMemberOfEachGroupAndEveryMemberHasItsPart() throws IOException {
        try (RawClient one = member("one");
                RawClient two = member("two");
                RawClient three = member("three");
                RawClient other = connected(server, "other");
                RawClient single = connected(server, "single")) {
            read(other.send(subscribe(1, "$share/h/work/+", 0)));
            read(single.send(subscribe(1, "work/#", 0)));
            RawClient publisher = connected(server, "publisher");
            for (int i = 0; i < 90; i++) {
                read(publisher.send(publish("work/" + i % 3, Integer.toString(i), 1, 1 + i)));
            }
            List<List<Integer>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            Eventually.that("all have come", () -> {
                parts.get(0).addAll(drain(one));
                parts.get(1).addAll(drain(two));
                parts.get(2).addAll(drain(three));
                return parts.stream().mapToInt(List::size).sum() >= 90;
            });
            TreeSet<Integer> all = new TreeSet<>();
            for (List<Integer> mine : parts) {
                assertThat(all).doesNotContainAnyElementsOf(mine);
                all.addAll(mine);
                assertThat(mine)
                        .as("90 messages by chance to 3")
                        .hasSizeBetween(8, 60)
                        .isSorted();
            }
            assertThat(all).hasSize(90);
            assertThat(drain(other, 90)).hasSize(90);
            assertThat(drain(single, 90)).hasSize(90);
        }
    }

    @Test
    void whatAMemberHasNotCompletedGoesToAnotherWhenItLeaves() throws IOException {
        try (RawClient publisher = connected(server, "publisher")) {
            RawClient stuck = connected(server, "stuck", shortProperty(33, 2));
            read(stuck.send(subscribe(1, SHARE, 1)));
            for (int i = 0; i < 5; i++) {
                read(publisher.send(publish("work/a", Integer.toString(i), 1, 1 + i)));
            }
            Received first = read(stuck);
            read(stuck);
            stuck.send(acknowledge(4, first.packetId()));
            assertThat(read(stuck).payload()).isEqualTo("2");
            try (RawClient heir = member("heir")) {
                stuck.close();
                List<String> inherited = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    inherited.add(read(heir).payload());
                }
                assertThat(inherited).containsExactly("1", "2", "3", "4");
                assertThat(read(heir.send(ping())).type()).isEqualTo(13);
            }
        }
    }

    @Test
    void withNobodyThereAPersistentMemberKeepsTheMessagesAndANewMemberTakesThemOver() throws IOException {
        try (RawClient publisher = connected(server, "publisher")) {
            RawClient away = connected(server, "away", sessionExpiry(3600));
            read(away.send(subscribe(1, SHARE, 1)));
            away.send(disconnect(0));
            assertThat(away.isClosedByServer()).isTrue();
            for (int i = 0; i < 4; i++) {
                read(publisher.send(publish("work/a", Integer.toString(i), 1, 1 + i)));
            }
            try (RawClient fresh = member("fresh")) {
                assertThat(drain(fresh, 4)).containsExactly(0, 1, 2, 3);
                fresh.send(disconnect(0));
                assertThat(fresh.isClosedByServer()).isTrue();
            }
            try (RawClient back = connected(server, connect("away", false, sessionExpiry(3600)))) {
                assertThat(read(back.send(ping())).type()).as("all are gone").isEqualTo(13);
            }
        }
    }

    @Test
    void aMemberThatIsAwayIsPassedOver() throws IOException {
        RawClient away = connected(server, "away", sessionExpiry(3600));
        read(away.send(subscribe(1, SHARE, 1)));
        away.send(disconnect(0));
        assertThat(away.isClosedByServer()).isTrue();
        try (RawClient here = member("here");
                RawClient publisher = connected(server, "publisher")) {
            for (int i = 0; i < 20; i++) {
                read(publisher.send(publish("work/a", Integer.toString(i), 1, 1 + i)));
            }
            assertThat(drain(here, 20)).hasSize(20);
        }
    }

    @Test
    void storedMessagesNeverReachAShareAndUnsubscribingEndsIt() throws IOException {
        try (RawClient client = connected(server, "client")) {
            read(client.send(publish(3, "work/a", "kept", 1)));
            read(client.send(subscribe(1, "$share/g/work/a", 1)));
            assertThat(read(client.send(ping())).type()).isEqualTo(13);
            read(client.send(Mqtt5.unsubscribe(2, "$share/g/work/a")));
            read(client.send(publish("work/a", "x", 1, 2)));
            assertThat(read(client.send(ping())).type()).isEqualTo(13);
        }
    }

    /** Members come and go all the time while messages flow: each message arrives, and most of them once. */
    @Test
    void nothingIsLostWhileMembersComeAndGo() throws IOException {
        int messages = 300;
        TreeSet<Integer> seen = new TreeSet<>();
        try (RawClient steady = member("steady");
                RawClient publisher = connected(server, "publisher")) {
            RawClient guest = member("guest-0");
            for (int i = 0; i < messages; i++) {
                read(publisher.send(publish("work/a", Integer.toString(i), 1, 1 + i)));
                if (i % 20 == 19) {
                    seen.addAll(drain(guest));
                    guest.close();
                    guest = member("guest-" + i);
                }
                if (i % 50 == 49) {
                    seen.addAll(drain(steady));
                }
            }
            seen.addAll(drain(guest));
            guest.close();
            Eventually.that("the last guest has gone", () -> server.broker.clientCount(TestServer.TENANT) == 2);
            Eventually.that("every message has come", () -> {
                seen.addAll(drain(steady));
                return seen.size() == messages;
            });
        }
        assertThat(seen).hasSize(messages);
    }

    private RawClient member(String clientId) throws IOException {
        RawClient client = connected(server, clientId);
        assertThat(read(client.send(subscribe(1, SHARE, 1))).reasonCodes()).containsExactly(1);
        return client;
    }

    /** Acknowledges and returns what comes, until there is that much; then what else there is. */
    private static List<Integer> drain(RawClient client, int atLeast) {
        List<Integer> payloads = new ArrayList<>();
        Eventually.that("messages have come", () -> {
            payloads.addAll(drain(client));
            return payloads.size() >= atLeast;
        });
        payloads.addAll(drain(client));
        return payloads;
    }

    /** The same with what has come up to the answer to a ping, which may overtake what another loop hands over. */
    private static List<Integer> drain(RawClient client) {
        try {
            return drainOnce(client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> drainOnce(RawClient client) throws IOException {
        List<Integer> payloads = new ArrayList<>();
        client.send(ping());
        while (true) {
            Received packet = read(client);
            if (packet.type() == 13) {
                return payloads;
            }
            payloads.add(Integer.parseInt(packet.payload()));
            if (packet.qos() == 1) {
                client.send(acknowledge(4, packet.packetId()));
            }
        }
    }
}
