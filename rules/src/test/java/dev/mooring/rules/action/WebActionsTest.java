package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions whose targets are web servers: http, openSearch, elasticsearch, salesforce. */
class WebActionsTest {
    private static final ActionTesting ACTIONS = new ActionTesting();
    private static FakeService server;

    @BeforeAll
    static void start() throws IOException {
        server = new FakeService();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @AfterAll
    static void stop() {
        ACTIONS.close();
        server.close();
    }

    private static FakeService.Request only() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().getFirst();
    }

    private static String http(String path, String more) {
        return "{'http':{'url':'" + server.uri() + path + "'" + more + "}}";
    }

    @Test
    void postsJsonAsJsonAndOtherBytesAsBytes() throws Exception {
        ACTIONS.delivers(http("/in", ""), "{\"v\":1}");
        assertThat(only().method()).isEqualTo("POST");
        assertThat(only().path()).isEqualTo("/in");
        assertThat(only().header("content-type")).isEqualTo("application/json");
        assertThat(only().header("authorization")).isEmpty();
        assertThat(only().text()).isEqualTo("{\"v\":1}");
        server.reset();
        ACTIONS.delivers(http("/in", ""), new byte[] {(byte) 0xff});
        assertThat(only().header("content-type")).isEqualTo("application/octet-stream");
        assertThat(only().body()).containsExactly(0xff);
    }

    @Test
    void fillsInUrlAndHeaders() throws Exception {
        String action = http(
                "/${topic(2)}?q=${v}",
                ",'confirmationUrl':'" + server.uri() + "','headers':[{'key':'Content-TYPE','value':'text/${v}'},"
                        + "{'key':'x-id','value':'${clientid()}'}]");
        ACTIONS.delivers(action, "{\"v\":\"plain\"}");
        assertThat(only().path()).isEqualTo("/b");
        assertThat(only().header("content-type")).isEqualTo("text/plain");
        assertThat(only().header("x-id")).isEqualTo("client-0");
        assertThat(ACTIONS.fails(action, "{\"v\":\"a\\r\\nx-evil: 1\"}").message())
                .contains("is not a URL");
    }

    @Test
    void aHeaderCannotBeSplit() throws Exception {
        String action = http("/", ",'headers':[{'key':'x','value':'${v}'}]");
        assertThat(ACTIONS.fails(action, "{\"v\":\"a\\r\\ny: 1\"}").message())
                .contains("characters that no header may have");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theUrlMustBeginWithTheConfirmationUrl() throws Exception {
        String action = "{'http':{'url':'${u}','confirmationUrl':'" + server.uri() + "/ok'}}";
        ACTIONS.delivers(action, "{\"u\":\"" + server.uri() + "/ok/then\"}");
        assertThat(ACTIONS.fails(action, "{\"u\":\"" + server.uri() + "/other\"}")
                        .message())
                .contains("does not begin with the confirmation URL");
        assertThat(ACTIONS.fails(action, "{\"u\":\"file:///etc/passwd\"}").message())
                .contains("is not a URL that begins with https://");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void signsWhenAsked() throws Exception {
        ACTIONS.delivers(
                http(
                        "/in",
                        ",'auth':{'sigv4':{'signingRegion':'eu-west-1','serviceName':'execute-api','roleArn':'r'}}"),
                "{}");
        assertThat(only().signedFor()).isEqualTo("execute-api eu-west-1");
        assertThat(only().header("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIATEST/20260301/")
                .contains("SignedHeaders=content-type;host;");
        assertThat(only().header("x-amz-date")).isEqualTo("20260301T120000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "200, , ",
        "204, , ",
        "429, yes, yes",
        "500, yes, yes",
        "503, yes, yes",
        "501, no, no",
        "400, no, no",
        "404, no, no",
        "302, no, no",
    })
    void onlyThrottlingAndServerErrorsAreTriedAgain(int status, String retryable, String trouble) throws Exception {
        server.answers(status, "text/plain", "");
        ActionOutcome outcome = ACTIONS.run(http("/s" + status, ""), "{}");
        if (retryable == null) {
            assertThat(outcome).isInstanceOf(ActionOutcome.Success.class);
        } else {
            assertThat(outcome).isInstanceOfSatisfying(ActionOutcome.Failure.class, failure -> {
                assertThat(failure.retryable()).isEqualTo(retryable.equals("yes"));
                assertThat(failure.message())
                        .isEqualTo("Failed to post to HTTP endpoint. The error received was the server answered status "
                                + status);
            });
        }
    }

    @Test
    void aLongAnswerFailsForGoodEvenIfItIsAnError() throws Exception {
        server.answers(503, "text/plain", "x".repeat(WebClient.MAX_RESPONSE_BYTES + 1));
        ActionOutcome.Failure failure = ACTIONS.fails(http("/", ""), "{}");
        assertThat(failure.message()).contains("has more than 16384 bytes");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void aServerThatDoesNotAnswerIsNotTriedAgain() throws Exception {
        // It accepts connections, being in the backlog, and says nothing.
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ActionOutcome.Failure failure =
                    ACTIONS.fails("{'http':{'url':'http://127.0.0.1:" + mute.getLocalPort() + "/'}}", "{}");
            assertThat(failure.message()).contains("did not answer within 3000 ms");
            assertThat(failure.retryable()).isFalse();
        }
    }

    @Test
    void aConnectionThatIsCutIsNotTriedAgainButOneThatIsRefusedIs() throws Exception {
        URI refused;
        try (ServerSocket cutting = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            refused = URI.create("http://127.0.0.1:" + cutting.getLocalPort() + "/");
            Thread cutter = Thread.ofVirtual().start(() -> {
                try (Socket socket = cutting.accept()) {
                    socket.getInputStream().read();
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            ActionOutcome.Failure failure = ACTIONS.fails("{'http':{'url':'" + refused + "'}}", "{}");
            assertThat(failure.message()).contains("the connection was lost");
            assertThat(failure.retryable()).isFalse();
            cutter.join();
        }
        ActionOutcome.Failure failure = ACTIONS.fails("{'http':{'url':'" + refused + "'}}", "{}");
        assertThat(failure.message()).contains("cannot be reached");
        assertThat(failure.retryable()).isTrue();
    }

    private static String search(String kind, String endpoint) {
        return "{'" + kind + "':{'endpoint':'" + endpoint
                + "','index':'i-${topic(1)}','type':'_doc','id':'${id}','roleArn':'r'}}";
    }

    @ParameterizedTest
    @CsvSource({"openSearch", "elasticsearch"})
    void putsADocumentSignedForEs(String kind) throws Exception {
        server.answers(201, "application/json", "{\"result\":\"created\"}");
        ACTIONS.delivers(search(kind, server.uri().toString()), "{\"id\":\"1/2 ü\"}");
        assertThat(only().method()).isEqualTo("PUT");
        assertThat(only().path()).isEqualTo("/i-a/_doc/1%2F2%20%C3%BC");
        assertThat(only().signedFor()).isEqualTo("es us-east-1");
        assertThat(only().header("content-type")).isEqualTo("application/json");
        assertThat(only().text()).isEqualTo("{\"id\":\"1/2 ü\"}");
        assertThat(ACTIONS.fails(search(kind, server.uri().toString()), "no json")
                        .message())
                .contains("the result is not JSON");
    }

    @Test
    void theChosenEndpointStandsInForTheOneOfTheRule() throws Exception {
        try (ActionTesting chosen = new ActionTesting()) {
            chosen.endpoints.with(TargetService.OPENSEARCH, server.uri());
            chosen.delivers(search("openSearch", "https://search-x.us-east-1.es.amazonaws.com"), "{\"id\":\"7\"}");
            assertThat(only().path()).isEqualTo("/i-a/_doc/7");
            chosen.endpoints.with(TargetService.SALESFORCE, server.uri());
            server.reset();
            chosen.delivers(
                    "{'salesforce':{'url':'https://ingestion-a1.my.sfdcnow.com/streams/s1/t1/event','token':'"
                            + "t".repeat(40) + "'}}",
                    "{\"v\":1}");
            assertThat(only().path()).isEqualTo("/streams/s1/t1/event");
            assertThat(only().header("authorization")).isEqualTo("Bearer " + "t".repeat(40));
            assertThat(only().text()).isEqualTo("{\"v\":1}");
        }
    }

    @Test
    void salesforceIsThisServerWhereNoEndpointIsChosen() throws Exception {
        try (ActionTesting own = new ActionTesting()) {
            own.endpoints.own(server.uri());
            own.delivers(
                    "{'salesforce':{'url':'https://ingestion-a1.my.sfdcnow.com/streams/s1/t1/event','token':'"
                            + "t".repeat(40) + "'}}",
                    "{\"v\":1}");
            assertThat(only().path()).matches("/salesforce/\\d{12}/[a-z0-9-]+/streams/s1/t1/event");
            assertThat(only().text()).isEqualTo("{\"v\":1}");
        }
    }
}
