package dev.mooring.api.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What the SDK signs, the verifier accepts: random requests, in the header and presigned. */
class SdkSignerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final AccessKey KEY = AccessKey.root("AKID", "secret", "123456789012");
    private static final AccessKey SESSION_KEY = new AccessKey(
            "ASIA",
            "secret2",
            "123456789012",
            "arn",
            Optional.of(new AccessKey.Session("to/ken+=", NOW.plusSeconds(100_000))));
    private static final SigV4Verifier VERIFIER = new SigV4Verifier(id -> List.of(KEY, SESSION_KEY).stream()
            .filter(k -> k.accessKeyId().equals(id))
            .findFirst());

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    private SdkHttpRequest sign(SdkHttpRequest request, byte[] body, AccessKey key, Optional<Duration> presigned) {
        AwsCredentialsIdentity identity = key.session().isPresent()
                ? AwsSessionCredentialsIdentity.create(
                        key.accessKeyId(),
                        key.secretAccessKey(),
                        key.session().get().token())
                : AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey());
        SignRequest.Builder<AwsCredentialsIdentity> sign = SignRequest.builder(identity)
                .request(request)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iotdata");
        presigned.ifPresent(expires -> sign.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, expires));
        SignedRequest signed = signer.sign(sign.build());
        return signed.request();
    }

    private static HttpRequest received(SdkHttpRequest request, byte[] body) {
        URI uri = request.getUri();
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.putIfAbsent("Host", List.of(uri.getAuthority()));
        return new HttpRequest(
                request.method().name(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                new HttpHeaders(headers),
                body,
                "127.0.0.1",
                Optional.empty());
    }

    private static String text(Random random, String alphabet, int max) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(max + 1);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static SdkHttpRequest random(Random random) {
        String awkward = "abAB01-._~ +/%=&?#:;,@!$'()*[]\"<>éß漢";
        StringBuilder path = new StringBuilder();
        int segments = random.nextInt(4);
        for (int i = 0; i < segments; i++) {
            path.append('/').append(software.amazon.awssdk.utils.http.SdkHttpUtils.urlEncode(text(random, awkward, 8)));
        }
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .protocol("http")
                .host("localhost")
                .port(7080)
                .method(List.of(SdkHttpMethod.GET, SdkHttpMethod.POST, SdkHttpMethod.PATCH)
                        .get(random.nextInt(3)))
                .encodedPath(path.isEmpty() ? "/" : path.toString());
        for (int i = random.nextInt(4); i > 0; i--) {
            request.appendRawQueryParameter("q" + text(random, awkward, 3), text(random, awkward, 6));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.appendHeader("x-h" + i, text(random, "ab  \"c,d", 8));
        }
        return request.build();
    }

    @Test
    void acceptsWhatTheSdkSignsWhereverTheSignatureIs() {
        Random random = new Random(4711);
        int rounds = Math.min(Integer.getInteger("mooring.fuzz", 3_000), 100_000);
        for (int i = 0; i < rounds; i++) {
            byte[] body = text(random, "{}\"é", 20).getBytes(StandardCharsets.UTF_8);
            AccessKey key = random.nextBoolean() ? KEY : SESSION_KEY;
            Optional<Duration> presigned =
                    random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(900));
            SdkHttpRequest signed = sign(random(random), body, key, presigned);

            RequestAuthenticator.Signer signer = VERIFIER.authenticate(received(signed, body), NOW);

            assertThat(signer.accessKeyId()).isEqualTo(key.accessKeyId());
            assertThat(signer.region()).isEqualTo("eu-west-1");
            assertThat(signer.service()).isEqualTo("iotdata");
        }
    }

    @Test
    void acceptsAnUnsignedPayloadWhenTheSignatureSaysSo() {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .protocol("https")
                .host("example.org")
                .method(SdkHttpMethod.POST)
                .encodedPath("/topics/a")
                .build();
        byte[] body = {1, 2, 3};
        SdkHttpRequest signed = signer.sign(
                        r -> r.identity(AwsCredentialsIdentity.create(KEY.accessKeyId(), KEY.secretAccessKey()))
                                .request(plain)
                                .payload(() -> new ByteArrayInputStream(body))
                                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iotdata")
                                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false))
                .request();
        assertThat(signed.firstMatchingHeader("x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");

        assertThat(VERIFIER.authenticate(received(signed, body), NOW).accessKeyId())
                .isEqualTo("AKID");
    }

    @Test
    void holdsAPresignedRequestToItsExpiry() {
        SdkHttpRequest signed = sign(random(new Random(1)), new byte[0], KEY, Optional.of(Duration.ofSeconds(60)));
        HttpRequest request = received(signed, new byte[0]);

        VERIFIER.authenticate(request, NOW.plusSeconds(60));

        assertThatThrownBy(() -> VERIFIER.authenticate(request, NOW.plusSeconds(61)))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("Signature expired: ");
    }

    /** Device SDKs sign the URL of a WebSocket first and append the session token after. */
    @Test
    void acceptsASessionTokenOutsideThePresignedPart() {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .protocol("https")
                .host("example.org")
                .method(SdkHttpMethod.GET)
                .encodedPath("/mqtt")
                .build();
        AccessKey withoutToken = AccessKey.root("ASIA", "secret2", "123456789012");
        SdkHttpRequest signed = sign(plain, new byte[0], withoutToken, Optional.of(Duration.ofSeconds(300)));
        SdkHttpRequest appended = signed.toBuilder()
                .appendRawQueryParameter("X-Amz-Security-Token", "to/ken+=")
                .build();

        assertThat(VERIFIER.authenticate(received(appended, new byte[0]), NOW).accessKeyId())
                .isEqualTo("ASIA");
    }

    @Test
    void acceptsThePortOfHttpsInTheHostHeaderOrNot() {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .protocol("https")
                .host("example.org")
                .method(SdkHttpMethod.GET)
                .encodedPath("/mqtt")
                .build();
        SdkHttpRequest signed = sign(plain, new byte[0], KEY, Optional.of(Duration.ofSeconds(300)));
        Map<String, List<String>> headers = new LinkedHashMap<>(signed.headers());
        headers.put("Host", List.of("example.org:443"));
        HttpRequest request = received(signed, new byte[0]);

        VERIFIER.authenticate(
                new HttpRequest(
                        request.method(),
                        request.rawPath(),
                        request.rawQuery(),
                        new HttpHeaders(headers),
                        request.body(),
                        request.sourceIp(),
                        Optional.empty()),
                NOW);
    }
}
