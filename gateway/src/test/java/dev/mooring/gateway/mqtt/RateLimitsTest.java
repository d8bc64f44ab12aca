package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.disconnect;
import static dev.mooring.gateway.testing.RawClient.ping;
import static dev.mooring.gateway.testing.RawClient.publish;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.RateLimits;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Credentials;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.Mqtt5;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rates of a profile over sockets. The server's time stands still unless a test moves it. */
class RateLimitsTest {
    /** Ten publishes, 10 KB, eight subscriptions, five CONNECTs, one of a client id: for a second at once. */
    private static final RateLimits SMALL =
            new RateLimits(10, 10_000, 8, 5, 1, Duration.ofSeconds(1), Duration.ofSeconds(3));

    private TestServer server;
    private SSLContext device;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(BrokerSettings.AWS.withRates(Optional.of(SMALL)));
        device = Credentials.client(server.register("ACTIVE"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void publishesBeyondTheBurstWaitAndNoneIsLostOrOvertaken() throws IOException {
        try (RawClient client = connected("fast")) {
            client.send(flood(100));
            Eventually.that("delayed", () -> delayed("fast").isPresent());
            assertThat(delayed("fast")).contains(new Reason.Throttled("publishes a second of a connection", 10));
            assertThat(numbers())
                    .as("ten, and the one that showed that it is too fast")
                    .hasSize(11);
            server.clock.advance(Duration.ofSeconds(2));
            Eventually.that("at its rate", () -> numbers().size() >= 20);
            assertThat(numbers()).hasSizeLessThan(24);
            Eventually.that("all are there", () -> {
                server.clock.advance(Duration.ofMillis(20));
                return numbers().size() == 100;
            });
            assertThat(numbers()).isEqualTo(IntStream.range(0, 100).boxed().toList());
            server.clock.advance(Duration.ofSeconds(1));
            client.send(ping());
            IntStream.range(0, 100).forEach(i -> assertThat(read(client).type()).isEqualTo(4));
            assertThat(read(client).type()).isEqualTo(13);
        }
    }

    @Test
    void whatAClientSentBeforeItLeftIsServedAtOnce() throws IOException {
        RawClient client = connected("gone");
        byte[] all = flood(100);
        client.send(all, disconnect());
        Eventually.that("delayed", () -> delayed("gone").isPresent());
        client.close();
        Eventually.that("all are there", () -> numbers().size() == 100);
        Eventually.that("it has ended", () -> server.troublesOf("gone").stream()
                .anyMatch(event -> event.kind() == ClientEvent.Kind.CLOSED));
        assertThat(numbers()).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(server.troublesOf("gone").getLast().reason()).isInstanceOf(Reason.ClientDisconnected.class);
    }

    @Test
    void bytesBeyondTheThroughputWait() throws IOException {
        try (RawClient client = connected("heavy")) {
            for (int i = 0; i < 3; i++) {
                client.send(publish("t", new byte[9_000], 1, i + 1, false));
            }
            Eventually.that("delayed", () -> delayed("heavy").isPresent());
            assertThat(delayed("heavy")).contains(new Reason.Throttled("bytes a second of a connection", 10_000));
            Eventually.that("all are there", () -> {
                server.clock.advance(Duration.ofMillis(50));
                return numbers().size() == 3;
            });
        }
    }

    @Test
    void subscriptionsOfAnAccountWait() throws IOException {
        try (RawClient one = connected("one");
                RawClient other = connected("other")) {
            one.send(subscribe(1, "a:0", "b:0", "c:0", "d:0", "e:0", "f:0", "g:0", "h:0"));
            assertThat(one.read().type()).isEqualTo(9);
            other.send(subscribe(1, "a:0"), ping());
            assertThat(other.read().type()).isEqualTo(9);
            Eventually.that("delayed", () -> delayed("other").isPresent());
            assertThat(delayed("other")).contains(new Reason.Throttled("subscriptions a second of an account", 8));
            server.clock.advance(Duration.ofMillis(125));
            assertThat(other.read().type()).isEqualTo(13);
            assertThat(delayed("one")).isEmpty();
        }
    }

    @Test
    void aClientIdThatConnectsTooOftenWaitsAndThenIsTurnedAway() throws IOException {
        try (RawClient first = connected("flapping")) {
            RawClient[] waiting = new RawClient[3];
            for (int i = 0; i < 3; i++) {
                waiting[i] = new RawClient(socket()).send(connect("flapping", true, 60));
                int count = i + 1;
                Eventually.that("delayed", () -> server.troublesOf("flapping").size() == count);
            }
            assertThat(delayed("flapping")).contains(new Reason.Throttled("CONNECTs a second with one client id", 1));
            try (RawClient refused = new RawClient(socket())) {
                Mqtt5.Received answer = Mqtt5.read(refused.send(Mqtt5.connect("flapping", true)));
                assertThat(answer.reasonCode()).isEqualTo(0x97);
                assertThat(refused.isClosedByServer()).isTrue();
            }
            assertThat(server.troublesOf("flapping").getLast().kind()).isEqualTo(ClientEvent.Kind.REFUSED);
            first.send(ping());
            assertThat(first.read().type()).as("still the one").isEqualTo(13);
            server.clock.advance(Duration.ofMillis(2100)); // The timers are coarse.
            assertThat(waiting[0].read().body()).containsExactly(0, 0);
            assertThat(first.isClosedByServer()).isTrue();
            for (RawClient client : waiting) {
                client.close();
            }
        }
    }

    @Test
    void thePlainPortHasNoRates() throws IOException {
        try (RawClient client = RawClient.connected(server, "bench")) {
            client.send(flood(1000));
            Eventually.that("all are there", () -> numbers().size() == 1000);
            for (int i = 0; i < 20; i++) {
                RawClient.connected(server, "again").close();
            }
            assertThat(server.events).noneMatch(event -> event.kind() == ClientEvent.Kind.DELAYED);
        }
    }

    private Optional<Reason> delayed(String clientId) {
        return server.troublesOf(clientId).stream()
                .filter(event -> event.kind() == ClientEvent.Kind.DELAYED)
                .map(ClientEvent::reason)
                .findFirst();
    }

    /** The payloads that were published on {@code t}, in order. */
    private List<Integer> numbers() {
        return server.published.stream()
                .filter(message -> message.topic().equals("t"))
                .map(message -> message.payload().length == 1 ? (int) message.payload()[0] : 0)
                .toList();
    }

    /** On topic {@code t} with QoS 1, each with its number. */
    private static byte[] flood(int messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < messages; i++) {
            all.writeBytes(publish("t", new byte[] {(byte) i}, 1, i + 1, false));
        }
        return all.toByteArray();
    }

    private static RawClient.Received read(RawClient client) {
        try {
            return client.read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RawClient connected(String clientId) throws IOException {
        RawClient client = new RawClient(socket());
        assertThat(client.send(connect(clientId, true, 60)).read().body()).containsExactly(0, 0);
        return client;
    }

    private SSLSocket socket() throws IOException {
        Socket plain = new Socket("127.0.0.1", server.mqtts());
        SSLSocket socket = (SSLSocket) device.getSocketFactory().createSocket(plain, "localhost", server.mqtts(), true);
        socket.startHandshake();
        return socket;
    }
}
