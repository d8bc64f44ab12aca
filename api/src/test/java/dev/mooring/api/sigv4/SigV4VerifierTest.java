package dev.mooring.api.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that AWS publishes, and what departs from them. */
class SigV4VerifierTest {
    private static final AccessKey KEY =
            AccessKey.root("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "123456789012");
    private static final Instant SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z");

    private final SigV4Verifier verifier =
            new SigV4Verifier(id -> id.equals(KEY.accessKeyId()) ? Optional.of(KEY) : Optional.empty());

    private static HttpRequest request(
            String method, String path, String query, Map<String, List<String>> headers, String body) {
        return new HttpRequest(
                method,
                path,
                query,
                new HttpHeaders(headers),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                Optional.empty());
    }

    private static String authorization(String signedHeaders, String signature) {
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                + signedHeaders + ", Signature=" + signature;
    }

    /** One case of AWS's Signature Version 4 test suite (aws-sig-v4-test-suite). */
    record Published(
            String name,
            String method,
            String path,
            String query,
            Map<String, List<String>> headers,
            String body,
            String signedHeaders,
            String signature) {
        HttpRequest request() {
            Map<String, List<String>> all = new LinkedHashMap<>(headers);
            all.put("Host", List.of("example.amazonaws.com"));
            all.put("X-Amz-Date", List.of("20150830T123600Z"));
            all.put("Authorization", List.of(authorization(signedHeaders, signature)));
            return SigV4VerifierTest.request(method, path, query, all, body);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Published get(String name, String path, String query, String signature) {
        return new Published(name, "GET", path, query, Map.of(), "", "host;x-amz-date", signature);
    }

    static List<Published> published() {
        return List.of(
                get("get-vanilla", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                get(
                        "get-vanilla-query-order-key-case",
                        "/",
                        "Param2=value2&Param1=value1",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                get(
                        "get-unreserved",
                        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        "",
                        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
                get(
                        "get-relative",
                        "/example/..",
                        "",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                get("get-slash", "//", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                new Published(
                        "post-vanilla",
                        "POST",
                        "/",
                        "",
                        Map.of(),
                        "",
                        "host;x-amz-date",
                        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
                new Published(
                        "post-x-www-form-urlencoded",
                        "POST",
                        "/",
                        "",
                        Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                        "Param1=value1",
                        "content-type;host;x-amz-date",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
                new Published(
                        "get-header-value-trim",
                        "GET",
                        "/",
                        "",
                        Map.of("My-Header1", List.of(" value1"), "My-Header2", List.of(" \"a   b   c\"")),
                        "",
                        "host;my-header1;my-header2;x-amz-date",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
                new Published(
                        "get-header-key-duplicate",
                        "GET",
                        "/",
                        "",
                        Map.of("My-Header1", List.of("value2", "value2", "value1")),
                        "",
                        "host;my-header1;x-amz-date",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"));
    }

    @ParameterizedTest
    @MethodSource("published")
    void acceptsThePublishedExamples(Published example) {
        RequestAuthenticator.Signer signer = verifier.authenticate(example.request(), SIGNED_AT);

        assertThat(signer)
                .isEqualTo(new RequestAuthenticator.Signer(
                        "AKIDEXAMPLE", "123456789012", "arn:aws:iam::123456789012:root", "us-east-1", "service"));
    }

    /** Changes one part of the signed request at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"method", "path", "query", "header", "host", "body", "signature", "region", "secret"})
    void refusesARequestThatIsNotTheSignedOne(String part) {
        String signature = "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Type", List.of(part.equals("header") ? "text/plain" : "application/x-www-form-urlencoded"));
        headers.put("Host", List.of(part.equals("host") ? "example.org" : "example.amazonaws.com"));
        headers.put("X-Amz-Date", List.of("20150830T123600Z"));
        String given = part.equals("signature") ? signature.replace("ff1", "ff2") : signature;
        String authorization = authorization("content-type;host;x-amz-date", given);
        headers.put(
                "Authorization",
                List.of(part.equals("region") ? authorization.replace("us-east-1", "eu-west-1") : authorization));
        HttpRequest request = request(
                part.equals("method") ? "PUT" : "POST",
                part.equals("path") ? "/x" : "/",
                part.equals("query") ? "a=b" : "",
                headers,
                part.equals("body") ? "Param1=value2" : "Param1=value1");
        AccessKey other = AccessKey.root("AKIDEXAMPLE", "another", "123456789012");
        SigV4Verifier used = part.equals("secret") ? new SigV4Verifier(id -> Optional.of(other)) : verifier;

        ApiException refusal = refusal(used, request, SIGNED_AT);

        assertThat(refusal.error()).isEqualTo("InvalidSignatureException");
        assertThat(refusal.getMessage())
                .startsWith("The request signature we calculated does not match the signature you provided. Check your "
                        + "AWS Secret Access Key and signing method. Consult the service documentation for details.")
                .contains("The Canonical String for this request should have been\n'");
    }

    private static HttpRequest vanilla() {
        return published().getFirst().request();
    }

    private ApiException refusal(HttpRequest request, Instant now) {
        return refusal(verifier, request, now);
    }

    private static ApiException refusal(SigV4Verifier verifier, HttpRequest request, Instant now) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> verifier.authenticate(request, now));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void toleratesFiveMinutesOfClockSkewEitherWay() {
        verifier.authenticate(vanilla(), SIGNED_AT.plus(Duration.ofMinutes(5)));
        verifier.authenticate(vanilla(), SIGNED_AT.minus(Duration.ofMinutes(5)));

        ApiException late = refusal(vanilla(), SIGNED_AT.plus(Duration.ofSeconds(301)));
        assertThat(late.error()).isEqualTo("InvalidSignatureException");
        assertThat(late.getMessage())
                .isEqualTo("Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
                        + "(20150830T124101Z - 5 min.)");
        ApiException early = refusal(vanilla(), SIGNED_AT.minus(Duration.ofSeconds(301)));
        assertThat(early.getMessage())
                .isEqualTo("Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
                        + "(20150830T123059Z + 5 min.)");
    }

    @Test
    void saysWhenARequestIsNotSigned() {
        ApiException refusal = refusal(request("GET", "/", "", Map.of(), ""), SIGNED_AT);

        assertThat(refusal.error()).isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void doesNotKnowAnUnknownKey() {
        HttpRequest request = request(
                "GET",
                "/",
                "",
                Map.of(
                        "Host", List.of("example.amazonaws.com"),
                        "X-Amz-Date", List.of("20150830T123600Z"),
                        "Authorization", List.of(authorization("host", "00").replace("AKIDEXAMPLE", "AKIDOTHER"))),
                "");

        ApiException refusal = refusal(request, SIGNED_AT);

        assertThat(refusal.error()).isEqualTo("UnrecognizedClientException");
        assertThat(refusal.getMessage()).isEqualTo("The security token included in the request is invalid.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Basic dXNlcjpwYXNz | Unsupported AWS 'algorithm': 'Basic'",
                "AWS4-HMAC-SHA256 | Unsupported AWS 'algorithm'",
                "AWS4-HMAC-SHA256 nonsense | not a valid key=value pair",
                "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/s/aws4_request | requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
                "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1, SignedHeaders=host, Signature=0 | exactly 5 slash-delimited elements",
                "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/s/aws4, SignedHeaders=host, Signature=0 | valid terminator: 'aws4_request'",
                "AWS4-HMAC-SHA256 Credential=A/20150831/us-east-1/s/aws4_request, SignedHeaders=host, Signature=0 | does not match YYYYMMDD",
                "AWS4-HMAC-SHA256 Credential=A/20150830/US_EAST/s/aws4_request, SignedHeaders=host, Signature=0 | valid region",
                "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/s/aws4_request, SignedHeaders=x-amz-date, Signature=0 | 'Host' must be a 'SignedHeader'",
                "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/s/aws4_request, Signature=0, SignedHeaders=host, Signature=1 | twice"
            })
    void saysWhatIsWrongWithAnAuthorizationHeader(String authorization, String message) {
        HttpRequest request = request(
                "GET",
                "/",
                "",
                Map.of("Authorization", List.of(authorization), "X-Amz-Date", List.of("20150830T123600Z")),
                "");

        ApiException refusal = refusal(request, SIGNED_AT);

        assertThat(refusal.error()).isIn("IncompleteSignatureException", "InvalidSignatureException");
        assertThat(refusal.getMessage()).contains(message);
    }

    @Test
    void refusesABodyThatIsNotTheDeclaredOne() {
        Map<String, List<String>> headers =
                new LinkedHashMap<>(vanilla().headers().fields());
        headers.put("x-amz-content-sha256", List.of("0".repeat(64)));

        assertThat(refusal(request("GET", "/", "", headers, ""), SIGNED_AT).getMessage())
                .contains("x-amz-content-sha256 is not the SHA-256 of the body");
    }

    @Test
    void asksForTheSessionTokenOfTemporaryCredentials() {
        AccessKey.Session session = new AccessKey.Session("token", SIGNED_AT.plusSeconds(10));
        AccessKey temporary = new AccessKey(
                KEY.accessKeyId(),
                KEY.secretAccessKey(),
                KEY.account(),
                "arn:aws:sts::1:assumed-role/r/s",
                Optional.of(session));
        SigV4Verifier with = new SigV4Verifier(id -> Optional.of(temporary));
        Map<String, List<String>> headers =
                new LinkedHashMap<>(vanilla().headers().fields());

        assertThat(refusal(with, vanilla(), SIGNED_AT).error()).isEqualTo("UnrecognizedClientException");
        headers.put("x-amz-security-token", List.of("another"));
        assertThat(refusal(with, request("GET", "/", "", headers, ""), SIGNED_AT)
                        .error())
                .isEqualTo("UnrecognizedClientException");
        headers.put("x-amz-security-token", List.of("token"));
        HttpRequest right = request("GET", "/", "", headers, "");
        assertThat(with.authenticate(right, SIGNED_AT).arn()).isEqualTo("arn:aws:sts::1:assumed-role/r/s");
        assertThat(refusal(with, right, SIGNED_AT.plusSeconds(10)).error()).isEqualTo("ExpiredTokenException");
        assertThat(refusal(verifier, right, SIGNED_AT).error()).isEqualTo("UnrecognizedClientException");
    }

    /** Written out by hand, for no SDK signs so any more. */
    @Test
    void takesTheHttpDateWhereXAmzDateIsMissing() {
        String canonical = "GET\n/\n\ndate:Sun, 30 Aug 2015 12:36:00 GMT\nhost:example.amazonaws.com\n\ndate;host\n"
                + Hmac.hash("");
        byte[] key = "AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(StandardCharsets.UTF_8);
        for (String part : List.of("20150830", "us-east-1", "service", "aws4_request")) {
            key = Hmac.sha256(key, part);
        }
        String signature = HexFormat.of()
                .formatHex(Hmac.sha256(
                        key,
                        "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n"
                                + Hmac.hash(canonical)));
        HttpRequest request = request(
                "GET",
                "/",
                "",
                Map.of(
                        "Host", List.of("example.amazonaws.com"),
                        "Date", List.of("Sun, 30 Aug 2015 12:36:00 GMT"),
                        "Authorization", List.of(authorization("date;host", signature))),
                "");

        assertThat(verifier.authenticate(request, SIGNED_AT).accessKeyId()).isEqualTo("AKIDEXAMPLE");
    }

    @Test
    void neverShowsASecret() {
        assertThat(new AccessKey(
                        "id", "secret", "123456789012", "arn", Optional.of(new AccessKey.Session("tok", SIGNED_AT))))
                .asString()
                .doesNotContain("secret", "tok]", "tok,");
        List<String> messages = new ArrayList<>();
        messages.add(refusal(vanilla(), SIGNED_AT.plusSeconds(1000)).getMessage());
        assertThat(messages).noneMatch(message -> message.contains(KEY.secretAccessKey()));
    }
}
