package dev.mooring.gateway.alpn;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.packet;
import static dev.mooring.gateway.testing.RawClient.string;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Credentials;
import dev.mooring.gateway.testing.Doors;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.RawWebSocket;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything behind one port. */
class AlpnPortTest {
    private static final byte[] CONNACK = {0, 0};

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        server.http = request -> new HttpResponse(
                200,
                HttpHeaders.NONE,
                ("certificate: " + request.clientCertificate().isPresent()).getBytes(ISO_8859_1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void mqttWithCertificate(String tls) throws IOException {
        X509Certificate certificate = server.register("ACTIVE");
        SSLSocket socket = socket(tls, Credentials.client(certificate), "x-amzn-mqtt-ca");
        assertThat(socket.getApplicationProtocol()).isEqualTo("x-amzn-mqtt-ca");
        try (RawClient client = new RawClient(socket)) {
            client.send(connect("device", true, 60));
            assertThat(client.read().body()).isEqualTo(CONNACK);
        }
        assertThat(server.permissions.contexts.getFirst().principalId()).isEqualTo(Credentials.id(certificate));
        assertThat(server.permissions.contexts.getFirst().serverName()).contains("mooring.test");
    }

    @Test
    void mqttWithCertificateIsForThoseWhoShowARegisteredOne() throws IOException {
        refused(Credentials.client(Credentials.device(Instant.now())), "x-amzn-mqtt-ca");
        Eventually.that("recorded", () -> server.recorded(ClientEvent.Kind.REFUSED, Reason.CertificateUnknown.class));
        refused(Credentials.client(), "x-amzn-http-ca");
        Eventually.that("recorded", () -> server.recorded(ClientEvent.Kind.REFUSED, Reason.NoClientCertificate.class));
    }

    @Test
    void mqttWithoutCertificateIsJudgedAtItsConnect() throws IOException {
        SSLSocket socket = socket("TLSv1.3", Credentials.client(), "mqtt");
        assertThat(socket.getApplicationProtocol()).isEqualTo("mqtt");
        try (RawClient client = new RawClient(socket)) {
            client.send(connectAs("guest"));
            assertThat(client.read().body()).isEqualTo(CONNACK);
        }
        assertThat(server.permissions.contexts.getFirst().principalId()).isEqualTo(Doors.PRINCIPAL);
        assertThat(server.doors.serverNames).containsExactly(Optional.of("mooring.test"));
        try (RawClient client = new RawClient(socket("TLSv1.3", Credentials.client(), "mqtt"))) {
            client.send(connectAs("burglar"));
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(server.recorded(ClientEvent.Kind.REFUSED, Reason.AuthorizerRefused.class))
                .isTrue();
    }

    @Test
    void aCertificateIsNotAskedForWhereItDoesNotCount() throws IOException {
        SSLSocket socket = socket("TLSv1.3", Credentials.client(server.register("ACTIVE")), "http/1.1");
        assertThat(socket.getSession().getLocalCertificates()).isNull();
        assertThat(get(socket)).endsWith("certificate: false");
    }

    @Test
    void httpWithCertificate() throws IOException {
        SSLSocket socket = socket("TLSv1.3", Credentials.client(server.register("ACTIVE")), "x-amzn-http-ca");
        assertThat(socket.getApplicationProtocol()).isEqualTo("x-amzn-http-ca");
        assertThat(get(socket)).endsWith("certificate: true");
    }

    @Test
    void httpForAllWhoOfferNothingOrSomethingUnknown() throws IOException {
        for (String[] offered : new String[][] {{}, {"h2"}, {"h2", "http/1.1"}}) {
            SSLSocket socket = socket("TLSv1.3", Credentials.client(), offered);
            assertThat(socket.getApplicationProtocol()).isEqualTo(offered.length == 2 ? "http/1.1" : "");
            assertThat(get(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void webSocket() throws IOException {
        try (RawWebSocket client = new RawWebSocket(socket("TLSv1.3", Credentials.client(), "http/1.1"), "let-me-in")) {
            client.binary(connect("browser", true, 60));
            assertThat(client.read().payload()).endsWith(CONNACK);
        }
    }

    @Test
    void bytesThatAreNoTlsAreRefused() throws IOException {
        try (RawClient client = new RawClient(new Socket("127.0.0.1", server.alpn()))) {
            client.send(connect("plain", true, 60));
            Eventually.that("recorded", () -> server.recorded(ClientEvent.Kind.REFUSED, Reason.HandshakeFailed.class));
        }
    }

    private static byte[] connectAs(String user) {
        return packet(0x10, string("MQTT"), new byte[] {4, (byte) 0x82, 0, 60}, string("guest-client"), string(user));
    }

    private void refused(SSLContext context, String protocol) {
        try (RawClient client = new RawClient(socket("TLSv1.3", context, protocol))) {
            client.send(connect("device", true, 60));
            assertThat(client.isClosedByServer()).isTrue();
        } catch (IOException expected) {
            // An alert.
        }
    }

    private static String get(SSLSocket socket) throws IOException {
        try (socket) {
            socket.getOutputStream()
                    .write("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private SSLSocket socket(String tls, SSLContext context, String... protocols) throws IOException {
        Socket plain = new Socket("127.0.0.1", server.alpn());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", server.alpn(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {tls});
        parameters.setApplicationProtocols(protocols);
        parameters.setServerNames(List.of(new SNIHostName("mooring.test")));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }
}
