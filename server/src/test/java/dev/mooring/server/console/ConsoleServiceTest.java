package dev.mooring.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.server.data.Endpoints;
import dev.mooring.server.data.RootCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServiceTest {
    private static final int FROM_THE_APIS = 299;
    private static final String SECRET = "the-secret";

    @TempDir
    private Path directory;

    private final SignInLinks links =
            new SignInLinks(new SecureRandom(), InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    private final ConsoleService console = new ConsoleService(
            request -> new HttpResponse(FROM_THE_APIS, HttpHeaders.NONE, new byte[0]),
            links,
            () -> Optional.of(installation()));

    private Installation installation() {
        return new Installation(
                new Endpoints(
                        "127.0.0.1:7080",
                        "localhost:8883",
                        "localhost:8443",
                        Optional.empty(),
                        Optional.empty(),
                        directory.resolve("root-ca.pem"),
                        "us-east-1",
                        "000000000000",
                        1),
                new RootCredentials("AKIATEST", SECRET));
    }

    private HttpResponse call(String method, String path, Map<String, List<String>> headers, String body, String ip) {
        return console.handle(new HttpRequest(
                method,
                path,
                "",
                new HttpHeaders(headers),
                body.getBytes(StandardCharsets.UTF_8),
                ip,
                Optional.empty()));
    }

    private HttpResponse get(String path) {
        return call("GET", path, Map.of(), "", "127.0.0.1");
    }

    private HttpResponse signIn(String body, String ip) {
        return call("POST", "/console/session", Map.of("content-type", List.of("application/json")), body, ip);
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/console/", "/console/things", "/console/thing/a%2Fb.c", "/console/config.json", "/console"})
    void everyAnswerOfTheConsoleIsProtected(String path) {
        HttpHeaders headers = get(path).headers();

        assertThat(headers.first("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.first("x-frame-options")).contains("DENY");
        assertThat(headers.first("x-content-type-options")).contains("nosniff");
        assertThat(headers.first("referrer-policy")).contains("no-referrer");
    }

    @ParameterizedTest
    @CsvSource({"GET, /things", "POST, /", "GET, /consoles/", "GET, /console.txt", "PUT, /mooring/recordings"})
    void otherPathsAreTheApis(String method, String path) {
        assertThat(call(method, path, Map.of(), "", "127.0.0.1").status()).isEqualTo(FROM_THE_APIS);
    }

    @Test
    void whatIsSignedIsTheApisEvenBelowConsole() {
        HttpResponse answer =
                call("GET", "/console/x", Map.of("authorization", List.of("AWS4-HMAC-SHA256 …")), "", "127.0.0.1");

        assertThat(answer.status()).isEqualTo(FROM_THE_APIS);
    }

    @Test
    void theRootLeadsToTheConsole() {
        assertThat(get("/").status()).isEqualTo(302);
        assertThat(get("/").headers().first("location")).contains("/console/");
    }

    @Test
    void strangersLearnThePortsAndTheRootCaAndNoMore() throws Exception {
        Files.writeString(directory.resolve("root-ca.pem"), "-----BEGIN CERTIFICATE-----");

        assertThat(text(get("/console/config.json")))
                .contains("8883", "8443", "us-east-1")
                .doesNotContain("AKIATEST", SECRET);
        assertThat(text(get("/console/root-ca.pem"))).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void aTokenIsExchangedForTheKeyOnce() {
        String body = "{\"token\":\"" + links.issue() + "\"}";

        HttpResponse first = signIn(body, "127.0.0.1");
        assertThat(first.status()).isEqualTo(200);
        assertThat(text(first)).contains("AKIATEST", SECRET);
        assertThat(first.headers().first("cache-control")).contains("no-store");

        HttpResponse second = signIn(body, "127.0.0.1");
        assertThat(second.status()).isEqualTo(403);
        assertThat(text(second)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "10.0.0.1"})
    void aTokenIsWorthNothingOnOtherMachines(String ip) {
        String body = "{\"token\":\"" + links.issue() + "\"}";

        assertThat(signIn(body, ip).status()).isEqualTo(403);
        assertThat(signIn(body, "::1").status()).isEqualTo(200);
    }

    @Test
    void aFormOfAnotherSiteCannotSendAToken() {
        String body = "{\"token\":\"" + links.issue() + "\"}";

        assertThat(call("POST", "/console/session", Map.of("content-type", List.of("text/plain")), body, "127.0.0.1")
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", "/console/session", Map.of(), body, "127.0.0.1").status())
                .isEqualTo(400);
        assertThat(get("/console/session").status()).isEqualTo(405);
    }

    @Test
    void noBodyButTheTokenSignsIn() {
        links.issue();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            String body = i % 2 == 0
                    ? new String(noise, StandardCharsets.ISO_8859_1)
                    : "{\"token\":" + new String(noise, StandardCharsets.ISO_8859_1) + "}";
            assertThat(signIn(body, "127.0.0.1").status()).isIn(400, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/assets/../../dev/mooring/server/Main.class",
                "/console/assets/..%2f..%2fMETA-INF/MANIFEST.MF",
                "/console/../META-INF/MANIFEST.MF",
                "/console//etc/passwd",
                "/console/assets/absent.js"
            })
    void noPathLeavesTheFolder(String path) {
        HttpResponse answer = get(path);

        assertThat(text(answer)).doesNotContain("Manifest-Version", "root:").doesNotContain("\u00ca\u00fe");
        assertThat(answer.headers().first("content-type").orElse("")).startsWith("text/");
    }

    @Test
    void nothingIsChangedByWayOfTheConsole() {
        assertThat(call("DELETE", "/console/things", Map.of(), "", "127.0.0.1").status())
                .isEqualTo(405);
    }
}
