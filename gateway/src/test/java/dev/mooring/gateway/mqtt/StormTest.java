package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.connectWithWill;
import static dev.mooring.gateway.testing.RawClient.disconnect;
import static dev.mooring.gateway.testing.RawClient.ping;
import static dev.mooring.gateway.testing.RawClient.publish;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.http.HttpLimits;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Clients that flap, want much, are slow or half gone. */
class StormTest {
    @Test
    void afterAStormOfFlappingClientsNothingIsLeftBehind() throws Exception {
        try (TestServer server = new TestServer();
                RawClient witness = RawClient.connected(server, "witness")) {
            List<Thread> storm = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                storm.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 250; i++) {
                        flap(server, random);
                    }
                }));
            }
            for (Thread thread : storm) {
                thread.join();
            }
            witness.send(ping());
            assertThat(witness.read().type()).isEqualTo(13);
            // Persistent sessions end with a clean one of the same name.
            for (int id = 0; id < 8; id++) {
                try (RawClient last = RawClient.connected(server, "flapping-" + id)) {
                    last.send(disconnect());
                    assertThat(last.isClosedByServer()).isTrue();
                }
            }
            Eventually.that("only the witness is left", () -> server.broker.clientCount(TestServer.TENANT) == 1);
            assertThat(server.broker.subscriptionCount(TestServer.TENANT)).isZero();
            assertThat(server.events).noneMatch(event -> event.reason() instanceof Reason.ServerError);
        }
    }

    /** One client of eight connects, perhaps taking over, does something or nothing, and goes one way or another. */
    private static void flap(TestServer server, Random random) {
        try (RawClient client = new RawClient(server.mqtt())) {
            client.send(connect("flapping-" + random.nextInt(8), random.nextBoolean(), 60));
            if (random.nextInt(4) > 0) {
                client.read();
            }
            if (random.nextBoolean()) {
                client.send(subscribe(1, "storm/#:1", "$share/g/storm/+:1", "storm/" + random.nextInt(5) + ":0"));
            }
            if (random.nextBoolean()) {
                client.send(publish("storm/" + random.nextInt(5), "x", random.nextInt(2), 2));
            }
            if (random.nextBoolean()) {
                client.send(disconnect());
            } else if (random.nextBoolean()) {
                client.socket.setSoLinger(true, 0); // A reset instead of an end.
            }
        } catch (IOException e) {
            // Taken over while it was still talking.
        }
    }

    @Test
    void inProfileFullAClientMayHaveThousandsOfSubscriptions() throws IOException {
        try (TestServer server = new TestServer(BrokerSettings.FULL);
                RawClient greedy = RawClient.connected(server, "greedy");
                RawClient publisher = RawClient.connected(server, "publisher")) {
            int packets = 50;
            int filters = 100;
            for (int p = 0; p < packets; p++) {
                String[] some = new String[filters];
                for (int f = 0; f < filters; f++) {
                    some[f] = "sensor/" + p + "/" + f + ":0";
                }
                greedy.send(subscribe(p + 1, some));
            }
            for (int p = 0; p < packets; p++) {
                RawClient.Received ack = greedy.read();
                assertThat(ack.type()).isEqualTo(9);
                assertThat(ack.body()).hasSize(2 + filters).doesNotContain((byte) 0x80);
            }
            assertThat(server.broker.subscriptionCount(TestServer.TENANT)).isEqualTo(packets * filters);
            publisher.send(publish("sensor/49/99", "last", 0, 0), publish("sensor/0/0", "first", 0, 0));
            assertThat(greedy.read().payload()).isEqualTo("last");
            assertThat(greedy.read().payload()).isEqualTo("first");
            greedy.send(disconnect());
            assertThat(greedy.isClosedByServer()).isTrue();
            assertThat(server.broker.subscriptionCount(TestServer.TENANT)).isZero();
        }
    }

    @Test
    void aConnectThatArrivesByteByByteEndsWhenItsTimeIsOver() throws IOException {
        try (TestServer server = new TestServer();
                RawClient slow = new RawClient(server.mqtt())) {
            byte[] connect = connect("slow", true, 60);
            for (int i = 0; i < connect.length - 1; i++) {
                slow.send(new byte[] {connect[i]});
            }
            Eventually.that("its time is over", () -> {
                server.clock.advance(Duration.ofSeconds(1)); // From whenever it was accepted.
                return server.recorded(ClientEvent.Kind.REFUSED, Reason.ConnectTimeout.class);
            });
            assertThat(slow.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aTlsHandshakeThatIsNeverFinishedEndsWhenItsTimeIsOver() throws IOException {
        try (TestServer server = new TestServer(BrokerSettings.AWS, HttpLimits.DEFAULT, Duration.ofMillis(300));
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.mqtts());
                Socket begun = new Socket(InetAddress.getLoopbackAddress(), server.mqtts())) {
            begun.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0}); // Of a ClientHello of 512 bytes.
            for (Socket socket : List.of(silent, begun)) {
                socket.setSoTimeout(20_000);
                while (socket.getInputStream().read() >= 0) {
                    // An alert, perhaps.
                }
            }
            Eventually.that(
                    "both are recorded",
                    () -> server.events.stream()
                                    .filter(event -> event.reason() instanceof Reason.HandshakeFailed)
                                    .count()
                            == 2);
        }
    }

    @Test
    void whatAClientSentBeforeItClosedItsHalfIsServedAndItsWillPublished() throws IOException {
        try (TestServer server = new TestServer();
                RawClient client = new RawClient(server.mqtt())) {
            client.send(connectWithWill("half", "will", "gone", 0, false));
            assertThat(client.read().type()).isEqualTo(2);
            client.send(publish("t", "last words", 0, 0));
            client.socket.shutdownOutput();
            assertThat(client.isClosedByServer()).isTrue();
            Eventually.that("both are published", () -> server.published.stream()
                    .map(message -> message.topic())
                    .toList()
                    .containsAll(List.of("t", "will")));
            assertThat(server.troublesOf("half").getLast().reason()).isInstanceOf(Reason.ConnectionLost.class);
        }
    }
}
