package dev.mooring.gateway.ws;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.connectWithWill;
import static dev.mooring.gateway.testing.RawClient.ping;
import static dev.mooring.gateway.testing.RawClient.publish;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.Standing;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Credentials;
import dev.mooring.gateway.testing.Doors;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.RawWebSocket;
import dev.mooring.gateway.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT over WebSocket, frame by frame. */
class WebSocketTest {
    private static final byte[] CONNACK = {0x20, 2, 0, 0};

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
    void whoeverIsLetInSpeaksMqtt() throws IOException {
        try (RawWebSocket client = open()) {
            assertThat(client.response())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-protocol: mqtt\r\n")
                    .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            client.binary(connect("browser", true, 60));
            assertBinary(client, CONNACK);
            client.binary(ping());
            assertBinary(client, (byte) 0xd0, (byte) 0);
        }
        assertThat(server.permissions.contexts.getFirst().principalId()).isEqualTo(Doors.PRINCIPAL);
        assertThat(server.permissions.contexts.getFirst().certificate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mqtt,mqtt", "mqttv3.1,mqttv3.1", "'mqttv3.1, mqtt',mqttv3.1", "'other, mqtt',mqtt"})
    void theSubprotocolIsOneThatTheClientOffers(String offered, String chosen) throws IOException {
        try (RawWebSocket client = new RawWebSocket(server.http(), "let-me-in", "Sec-WebSocket-Protocol: " + offered)) {
            assertThat(client.response()).containsIgnoringCase("sec-websocket-protocol: " + chosen + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Sec-WebSocket-Protocol:',400",
        "'Sec-WebSocket-Protocol: soap',400",
        "'Sec-WebSocket-Version: 8',426",
        "'Sec-WebSocket-Key:',400",
        "'Connection: keep-alive',400"
    })
    void anUpgradeThatCannotCarryMqttIsRefusedBeforeAnybodyIsAsked(String header, int status) throws IOException {
        try (RawWebSocket client = new RawWebSocket(server.http(), "let-me-in", header)) {
            assertThat(client.response()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.response().contains("sec-websocket-version: 13")).isEqualTo(status == 426);
        }
        assertThat(server.doors.upgrades).isEmpty();
        assertThat(server.recorded(ClientEvent.Kind.REFUSED, Reason.UpgradeRefused.class))
                .isTrue();
    }

    @Test
    void whoeverIsNotLetInGets403AndTheReasonIsRecorded() throws IOException {
        try (RawWebSocket client = new RawWebSocket(server.http(), "X-Amz-Signature=wrong")) {
            assertThat(client.response()).startsWith("HTTP/1.1 403 ").containsIgnoringCase("ForbiddenException");
        }
        ClientEvent event = server.events.getFirst();
        assertThat(event.reason()).isInstanceOf(Reason.SignatureRefused.class);
        assertThat(event.address()).startsWith("127.0.0.1:");
        assertThat(server.doors.upgrades.getFirst().rawQuery()).isEqualTo("X-Amz-Signature=wrong");
    }

    @Test
    void otherPathsAndRequestsWithoutUpgradeStayHttp() throws IOException {
        try (RawWebSocket client = new RawWebSocket(server.http(), "let-me-in", "Upgrade: h2c")) {
            assertThat(client.response()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(server.doors.upgrades).isEmpty();
    }

    @Test
    void anUpgradeTakesItsTurnBehindARequestOnTheSameConnection() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        server.http = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new dev.mooring.api.http.HttpResponse(204, dev.mooring.api.http.HttpHeaders.NONE, new byte[0]);
        };
        Socket socket = new Socket("127.0.0.1", server.http());
        socket.getOutputStream().write("GET /first HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(UTF_8));
        Thread.ofVirtual().start(() -> {
            Eventually.that("nothing was asked yet", () -> server.doors.upgrades.isEmpty());
            gate.countDown();
        });
        try (RawWebSocket client = new RawWebSocket(socket, "let-me-in")) {
            assertThat(client.response()).startsWith("HTTP/1.1 204 ");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void packetsMayBeJoinedInOneFrameAndCutAnywhere() throws IOException {
        try (RawWebSocket client = open()) {
            byte[] all = join(
                    connect("joined", true, 60),
                    subscribe(1, "a:0"),
                    publish("a", "one", 0, 0),
                    publish("a", "two", 0, 0));
            client.binary(all);
            byte[] expected = readBytes(client, 4 + 5 + 8 + 8);
            assertThat(expected).startsWith(CONNACK);
            Random random = new Random(7);
            byte[] more = join(publish("a", "x".repeat(300), 0, 0), publish("a", "three", 0, 0), ping());
            for (int at = 0; at < more.length; ) {
                int next = Math.min(more.length, at + random.nextInt(1, 40));
                client.binary(Arrays.copyOfRange(more, at, next));
                at = next;
            }
            byte[] echoed = readBytes(client, more.length);
            assertThat(echoed).endsWith(new byte[] {(byte) 0xd0, 0});
            assertThat(new String(echoed, UTF_8)).contains("x".repeat(300)).contains("three");
        }
    }

    @Test
    void fragmentsOfAMessageAreOneStreamAndControlFramesMayComeBetween() throws IOException {
        try (RawWebSocket client = open()) {
            byte[] packet = connect("fragments", true, 60);
            client.frame(false, RawWebSocket.BINARY, Arrays.copyOfRange(packet, 0, 3));
            client.frame(false, RawWebSocket.CONTINUATION, new byte[0]);
            client.frame(true, RawWebSocket.PING, "hello".getBytes(UTF_8));
            client.frame(false, RawWebSocket.CONTINUATION, Arrays.copyOfRange(packet, 3, 9));
            client.frame(true, RawWebSocket.CONTINUATION, Arrays.copyOfRange(packet, 9, packet.length));
            RawWebSocket.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
            assertThat(pong.payload()).isEqualTo("hello".getBytes(UTF_8));
            assertBinary(client, CONNACK);
        }
    }

    @Test
    void aPayloadOf128KbFitsIntoOneFrameAndComesBack() throws IOException {
        try (RawWebSocket client = connected("large")) {
            client.binary(subscribe(1, "a:0"));
            client.read();
            byte[] payload = new byte[128 * 1024];
            new Random(3).nextBytes(payload);
            byte[] packet = publish("a", payload, 0, 0, false);
            client.binary(packet);
            assertThat(readBytes(client, packet.length)).isEqualTo(packet);
        }
    }

    @Test
    void aFrameBeyondTheLimitEndsTheConnectionBeforeItsBytesArrive() throws IOException {
        try (RawWebSocket client = connected("huge")) {
            byte[] frame = RawWebSocket.bytes(true, RawWebSocket.BINARY, new byte[200_000], true);
            client.raw(Arrays.copyOf(frame, 100));
            assertThat(closeCode(client)).isEqualTo(1009);
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertClosed(Reason.ProtocolError.class);
    }

    @Test
    void aTextFrameEndsTheConnection() throws IOException {
        try (RawWebSocket client = connected("talker")) {
            client.frame(true, RawWebSocket.TEXT, ping());
            assertThat(closeCode(client)).isEqualTo(1003);
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertClosed(Reason.ProtocolError.class);
    }

    @Test
    void framesWithoutMaskEndTheConnection() throws IOException {
        try (RawWebSocket client = connected("unmasked")) {
            client.raw(RawWebSocket.bytes(true, RawWebSocket.BINARY, ping(), false));
            assertThat(closeCode(client)).isEqualTo(1002);
        }
        assertClosed(Reason.ProtocolError.class);
    }

    @Test
    void aBrokenMqttPacketClosesTheWebSocketInOrder() throws IOException {
        try (RawWebSocket client = connected("broken")) {
            client.binary(new byte[] {(byte) 0xf0, 0});
            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.CLOSE);
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertClosed(Reason.ProtocolError.class);
    }

    @Test
    void aCloseFrameIsADisconnectWithoutWill() throws IOException {
        try (RawWebSocket client = open()) {
            client.binary(connectWithWill("leaver", "will", "gone", 0, false));
            assertBinary(client, CONNACK);
            client.frame(true, RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
            assertThat(closeCode(client)).isEqualTo(1000);
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertClosed(Reason.ClientDisconnected.class);
        assertThat(server.published).noneMatch(message -> message.topic().equals("will"));
    }

    @Test
    void aConnectionThatJustEndsLeavesItsWill() throws IOException {
        try (RawWebSocket client = open()) {
            client.binary(connectWithWill("loser", "will", "gone", 0, false));
            assertBinary(client, CONNACK);
        }
        Eventually.that("the Will", () -> server.published.stream()
                .anyMatch(m -> m.topic().equals("will")));
        assertClosed(Reason.ConnectionLost.class);
    }

    @Test
    void aLimitedStandingEndsTheConnectionOnTimeAndNotBefore() throws IOException {
        Reason reason = new Reason.WebSocketExpired(Duration.ofHours(24));
        server.doors.standing = new Standing(
                Optional.empty(), Optional.of(new Standing.Limit(Duration.ofHours(24), reason)), Optional.empty());
        try (RawWebSocket client = open()) {
            client.binary(connect("day", true, 1200));
            assertBinary(client, CONNACK);
            for (int i = 0; i < 48; i++) {
                server.clock.advance(Duration.ofMinutes(30).minusSeconds(1));
                client.binary(ping());
                assertBinary(client, (byte) 0xd0, (byte) 0);
            }
            server.clock.advance(Duration.ofMinutes(1));
            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.CLOSE);
        }
        assertClosed(Reason.WebSocketExpired.class);
        Eventually.that("AWS's word for it", () -> server.published.stream()
                .anyMatch(m -> new String(m.payload(), UTF_8).contains("WEBSOCKET_TTL_EXPIRATION")));
    }

    @Test
    void aStandingIsRefreshedNowAndThenUntilItNoLongerHolds() throws IOException {
        AtomicReference<Optional<Reason>> answer = new AtomicReference<>(Optional.empty());
        java.util.concurrent.atomic.AtomicInteger asked = new java.util.concurrent.atomic.AtomicInteger();
        server.doors.standing = new Standing(
                Optional.empty(), Optional.empty(), Optional.of(new Standing.Refresh(Duration.ofSeconds(300), () -> {
                    asked.incrementAndGet();
                    return answer.get();
                })));
        try (RawWebSocket client = open()) {
            client.binary(connect("refreshed", true, 1200));
            assertBinary(client, CONNACK);
            for (int i = 1; i <= 3; i++) {
                int times = i;
                // The next refresh is due after the answer to the last one: the clock may have to move again.
                Eventually.that("asked " + i + " times", () -> {
                    server.clock.advance(Duration.ofSeconds(1));
                    return asked.get() >= times;
                });
                client.binary(ping());
                assertBinary(client, (byte) 0xd0, (byte) 0);
            }
            answer.set(Optional.of(new Reason.AuthorizerRefused("a", "no longer")));
            Eventually.that("closed", () -> {
                server.clock.advance(Duration.ofSeconds(1));
                return server.recorded(ClientEvent.Kind.CLOSED, Reason.AuthorizerRefused.class);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void overTlsItIsTheSameWithOrWithoutClientCertificate(boolean withCertificate) throws IOException {
        SSLContext context = withCertificate ? Credentials.client(server.register("ACTIVE")) : Credentials.client();
        Socket plain = new Socket("127.0.0.1", server.https());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "mooring.test", server.https(), true);
        try (RawWebSocket client = new RawWebSocket(socket, "let-me-in")) {
            client.binary(connect("tls", true, 60));
            assertBinary(client, CONNACK);
        }
        assertThat(server.doors.serverNames).containsExactly(Optional.of("mooring.test"));
    }

    /** Frames, whole and broken, by a seed; the server must close or answer, and serve the next client. */
    @Test
    void randomFramesHarmNobodyElse() throws IOException {
        int rounds = Integer.getInteger("mooring.fuzz", 100_000) / 500;
        Random random = new Random(20_261_123);
        for (int round = 0; round < rounds; round++) {
            try (RawWebSocket client = open()) {
                byte[] packet = connect("fuzz", true, 60);
                for (int i = 0; i < 5; i++) {
                    byte[] frame = RawWebSocket.bytes(
                            random.nextBoolean(),
                            random.nextInt(16),
                            random.nextBoolean() ? packet : noise(random),
                            true);
                    if (random.nextInt(3) == 0) {
                        frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    client.raw(frame);
                }
            } catch (IOException closedMeanwhile) {
                // As it should.
            }
        }
        try (RawWebSocket client = connected("after")) {
            client.binary(ping());
            assertBinary(client, (byte) 0xd0, (byte) 0);
        }
        assertThat(server.recorded(ClientEvent.Kind.CLOSED, Reason.ServerError.class))
                .isFalse();
        assertThat(server.recorded(ClientEvent.Kind.REFUSED, Reason.ServerError.class))
                .isFalse();
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private RawWebSocket open() throws IOException {
        return new RawWebSocket(server.http(), "let-me-in");
    }

    private RawWebSocket connected(String clientId) throws IOException {
        RawWebSocket client = open();
        client.binary(connect(clientId, true, 60));
        assertBinary(client, CONNACK);
        return client;
    }

    private static void assertBinary(RawWebSocket client, byte... expected) throws IOException {
        RawWebSocket.Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
        assertThat(frame.last()).isTrue();
        assertThat(frame.payload()).isEqualTo(expected);
    }

    private static int closeCode(RawWebSocket client) throws IOException {
        RawWebSocket.Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.CLOSE);
        return (frame.payload()[0] & 0xff) << 8 | frame.payload()[1] & 0xff;
    }

    private void assertClosed(Class<? extends Reason> reason) {
        Eventually.that("closed for " + reason, () -> server.recorded(ClientEvent.Kind.CLOSED, reason));
    }

    private static byte[] readBytes(RawWebSocket client, int count) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            RawWebSocket.Frame frame = client.read();
            assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
            all.writeBytes(frame.payload());
        }
        assertThat(all.size()).isEqualTo(count);
        return all.toByteArray();
    }

    private static byte[] join(byte[]... packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.writeBytes(packet);
        }
        return all.toByteArray();
    }
}
