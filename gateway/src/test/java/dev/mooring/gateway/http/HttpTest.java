package dev.mooring.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Credentials;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP server before the AWS APIs, asked by the JDK's client and by hand. */
class HttpTest {
    private static final HttpLimits LIMITS =
            new HttpLimits(64 * 1024, 8 * 1024, Duration.ofSeconds(2), Duration.ofSeconds(2));

    private TestServer server;
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(BrokerSettings.AWS, LIMITS);
        server.http = request -> {
            requests.add(request);
            return new HttpResponse(
                    200,
                    new HttpHeaders(Map.of("X-Answer", List.of("a", "b"))),
                    (request.method() + " " + request.rawPath()).getBytes(UTF_8));
        };
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsOverTheRequestAsItArrived() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    java.net.http.HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + server.http() + "/topics/a%2Fb//c?q=%20&x"))
                            .header("X-Two", "1")
                            .header("X-Two", "2")
                            .method("POST", java.net.http.HttpRequest.BodyPublishers.ofString("body"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("POST /topics/a%2Fb//c");
            assertThat(answer.headers().allValues("x-answer")).containsExactly("a", "b");
            assertThat(answer.headers().firstValue("date")).isPresent();
        }
        HttpRequest request = requests.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.rawPath()).isEqualTo("/topics/a%2Fb//c");
        assertThat(request.rawQuery()).isEqualTo("q=%20&x");
        assertThat(request.headers().all("x-two")).containsExactly("1", "2");
        assertThat(request.body()).asString().isEqualTo("body");
        assertThat(request.sourceIp()).isEqualTo("127.0.0.1");
        assertThat(request.clientCertificate()).isEmpty();
    }

    @Test
    void keepsTheConnectionAndAnswersPipelinedRequestsInOrder() throws IOException {
        try (Socket socket = open()) {
            write(
                    socket,
                    "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n"
                            + "GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(all).containsSubsequence("GET /1", "GET /2", "GET /3");
        }
    }

    @Test
    void answersExpectContinueBeforeTheBodyComes() throws IOException {
        try (Socket socket = open()) {
            write(socket, "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(25), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            write(socket, "ab");
            assertThat(new String(socket.getInputStream().readNBytes(15), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 200 OK");
            assertThat(requests.getFirst().body()).asString().isEqualTo("ab");
        }
    }

    @Test
    void readsChunkedBodies() throws IOException {
        try (Socket socket = open()) {
            write(
                    socket,
                    "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                            + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(requests.getFirst().body()).asString().isEqualTo("abcde");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 65537\r\n\r\n",
                "Expect: 100-continue\r\nContent-Length: 65537\r\n\r\n",
                "Content-Length: 9999999999999\r\n\r\n"
            })
    void refusesABodyOverTheLimitBeforeItComes(String headers) throws IOException {
        try (Socket socket = open()) {
            write(socket, "POST /x HTTP/1.1\r\nHost: h\r\n" + headers);
            assertThat(status(socket)).startsWith("HTTP/1.1 413");
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void refusesAChunkedBodyOverTheLimit() throws IOException {
        try (Socket socket = open()) {
            write(socket, "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            write(socket, "11000\r\n" + "x".repeat(0x11000) + "\r\n");
            assertThat(status(socket)).startsWith("HTTP/1.1 413");
        }
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\r\n\r\n",
                "GET\r\n\r\n",
                "GET x HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nBad Header\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"
            })
    void answersNonsenseWith400(String bytes) throws IOException {
        try (Socket socket = open()) {
            write(socket, bytes);
            assertThat(status(socket)).startsWith("HTTP/1.1 400");
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void answersTooLongHeadersWith431AndLinesWith414() throws IOException {
        try (Socket socket = open()) {
            write(socket, "GET / HTTP/1.1\r\nX: " + "x".repeat(9000) + "\r\n\r\n");
            assertThat(status(socket)).startsWith("HTTP/1.1 431");
        }
        try (Socket socket = open()) {
            write(socket, "GET /" + "x".repeat(17_000) + " HTTP/1.1\r\n\r\n");
            assertThat(status(socket)).startsWith("HTTP/1.1 414");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HT", "GET / HTTP/1.1\r\nX: y\r\n", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"})
    void answersARequestThatNeverEndsWith408(String beginning) throws IOException {
        try (Socket socket = open()) {
            write(socket, beginning);
            assertThat(status(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void closesAnIdleConnectionWithoutAnswer() throws IOException {
        try (Socket socket = open()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aThrowingServiceIsAnInternalFailureAndTheConnectionLives() throws IOException {
        server.http = request -> {
            if (request.rawPath().equals("/bad")) {
                throw new IllegalStateException("on purpose");
            }
            return new HttpResponse(204, HttpHeaders.NONE, new byte[0]);
        };
        try (Socket socket = open()) {
            write(socket, "GET /bad HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(all).startsWith("HTTP/1.1 500").contains("HTTP/1.1 204").doesNotContain("on purpose");
        }
    }

    @Test
    void overMutualTlsTheServiceGetsTheCertificate() throws Exception {
        X509Certificate certificate = server.register("ACTIVE");
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Credentials.client(certificate))
                .build()) {
            assertThat(client.send(https(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(requests.getFirst().clientCertificate()).contains(certificate);
            server.setStatus(certificate, "INACTIVE");
            assertThat(client.send(https(), BodyHandlers.ofString()).statusCode())
                    .as("an open connection does not outlive the certificate")
                    .isEqualTo(403);
        }
        assertThat(requests).hasSize(1);
    }

    @Test
    void overTlsAClientWithoutCertificateIsLikeOneWithoutTls() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Credentials.client()).build()) {
            assertThat(client.send(https(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(requests.getFirst().clientCertificate()).isEmpty();
    }

    @Test
    void overTlsACertificateThatIsShownMustBeRegistered() {
        X509Certificate unknown = Credentials.device(Instant.now());
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Credentials.client(unknown)).build()) {
            assertThatThrownBy(() -> client.send(https(), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
        Eventually.that("recorded", () -> server.recorded(ClientEvent.Kind.REFUSED, Reason.CertificateUnknown.class));
        assertThat(requests).isEmpty();
    }

    private java.net.http.HttpRequest https() {
        return java.net.http.HttpRequest.newBuilder(URI.create("https://localhost:" + server.https() + "/x"))
                .build();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.http());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String status(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
