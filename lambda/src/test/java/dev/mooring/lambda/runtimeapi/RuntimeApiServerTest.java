package dev.mooring.lambda.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeApiServerTest {
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

    private final RuntimeApiServer server = RuntimeApiServer.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Recorder recorder = new Recorder();
    private final String token = server.newToken();

    RuntimeApiServerTest() {
        server.register(token, recorder);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String secret, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                        .header("Mooring-Runtime-Token", secret)
                        .header("Mooring-Max-Rss-Bytes", "1048576")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void givesTheNextInvocationWithItsHeaders() throws Exception {
        recorder.next = Optional.of(
                new Invocation("id-1", "arn", utf8("{\"a\":1}"), Instant.ofEpochMilli(1234), Optional.of("{\"c\":1}")));

        HttpResponse<String> next = send("GET", INVOCATION + "next", token, new byte[0]);

        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("{\"a\":1}");
        assertThat(next.headers().firstValue("Lambda-Runtime-Aws-Request-Id")).contains("id-1");
        assertThat(next.headers().firstValue("Lambda-Runtime-Deadline-Ms")).contains("1234");
        assertThat(next.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn"))
                .contains("arn");
        assertThat(next.headers().firstValue("Lambda-Runtime-Client-Context")).contains("{\"c\":1}");
    }

    @Test
    void sendsAnInstanceAwayThatIsToEnd() throws Exception {
        assertThat(send("GET", INVOCATION + "next", token, new byte[0]).statusCode())
                .isEqualTo(410);
    }

    @Test
    void takesResponsesAndErrors() throws Exception {
        assertThat(send("POST", INVOCATION + "known/response", token, utf8("5")).body())
                .isEqualTo("{\"status\":\"OK\"}");
        assertThat(send("POST", INVOCATION + "known/error", token, utf8("{}")).statusCode())
                .isEqualTo(202);
        assertThat(send("POST", "/2018-06-01/runtime/init/error", token, utf8("{}"))
                        .statusCode())
                .isEqualTo(202);

        assertThat(recorder.heard)
                .containsExactly(
                        "succeeded known 5 OptionalLong[1048576]", "failed known {} OptionalLong[1048576]", "init {}");
    }

    @Test
    void refusesAnswersNobodyWaitsFor() throws Exception {
        HttpResponse<String> refusal = send("POST", INVOCATION + "other/response", token, utf8("5"));

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body())
                .isEqualTo("{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}");
    }

    @Test
    void refusesResponsesOverTheLimit() throws Exception {
        byte[] most = new byte[RuntimeApiServer.MAX_RESPONSE_BYTES];

        assertThat(send("POST", INVOCATION + "known/response", token, most).statusCode())
                .isEqualTo(202);
        assertThat(send("POST", INVOCATION + "known/response", token, new byte[most.length + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(recorder.heard.getLast()).isEqualTo("tooLarge known 6291557");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /2018-06-01/runtime/invocation/next",
        "POST, /2018-06-01/runtime/invocation/known/response",
        "POST, /2018-06-01/runtime/init/error",
    })
    void knowsNobodyWithoutTheSecret(String method, String path) throws Exception {
        for (String secret : List.of("none", token.substring(1), token.toUpperCase(java.util.Locale.ROOT) + "x")) {
            assertThat(send(method, path, secret, new byte[0]).statusCode()).isEqualTo(403);
        }
        server.unregister(token);
        assertThat(send(method, path, token, new byte[0]).statusCode()).isEqualTo(403);
        assertThat(recorder.heard).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /",
        "GET,    /2018-06-01/runtime/invocation/x/response",
        "POST,   /2018-06-01/runtime/invocation/next",
        "POST,   /2018-06-01/runtime/invocation/a/b/response",
        "DELETE, /2018-06-01/runtime/invocation/x/error",
        "POST,   /2018-06-01/extension/register",
        "GET,    /2015-03-31/functions",
    })
    void answersNothingElse(String method, String path) throws Exception {
        assertThat(send(method, path, token, new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void givesEveryInstanceASecretOfItsOwn() {
        assertThat(server.newToken()).hasSize(64).isNotEqualTo(server.newToken());
    }

    /** An instance that knows one invocation. */
    private static final class Recorder implements RuntimeClient {
        private final List<String> heard = new ArrayList<>();
        private Optional<Invocation> next = Optional.empty();

        @Override
        public Optional<Invocation> next() {
            return next;
        }

        @Override
        public boolean succeeded(String requestId, byte[] payload, ProcessReport report) {
            OptionalLong rss = report.maxRssBytes();
            heard.add("succeeded " + requestId + " " + new String(payload, StandardCharsets.UTF_8) + " " + rss);
            return requestId.equals("known");
        }

        @Override
        public boolean failed(String requestId, byte[] error, ProcessReport report) {
            heard.add("failed " + requestId + " " + new String(error, StandardCharsets.UTF_8) + " "
                    + report.maxRssBytes());
            return requestId.equals("known");
        }

        @Override
        public boolean tooLarge(String requestId, long bytes, ProcessReport report) {
            heard.add("tooLarge " + requestId + " " + bytes);
            return requestId.equals("known");
        }

        @Override
        public void initFailed(byte[] error) {
            heard.add("init " + new String(error, StandardCharsets.UTF_8));
        }
    }
}
