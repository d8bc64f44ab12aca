package dev.mooring.api.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureParametersFuzzTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final List<String> PARTS = List.of(
            "AWS4-HMAC-SHA256",
            " ",
            "Credential=",
            "AKID/20150830/us-east-1/iot/aws4_request",
            "SignedHeaders=",
            "host",
            ";",
            "x-amz-date",
            "Signature=",
            "0123456789abcdef",
            ",",
            "=",
            "/",
            "%",
            "&",
            "X-Amz-Algorithm=",
            "X-Amz-Credential=",
            "X-Amz-Date=20150830T123600Z",
            "X-Amz-Expires=",
            "99999999999999999999",
            "X-Amz-SignedHeaders=",
            "X-Amz-Signature=",
            "\u0000",
            "é",
            "\ud800",
            "-1",
            "20150830T123600Z",
            "Sun, 30 Aug 2015 12:36:00 GMT",
            "99991231T235959Z");

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    /** Whatever a client sends, it gets a refusal with a name and a message, and never an entrance. */
    @Test
    void answersEveryTextWithARefusal() {
        Random random = new Random(20150830);
        SigV4Verifier verifier = new SigV4Verifier(id -> Optional.of(AccessKey.root("AKID", "secret", "123456789012")));
        int readable = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, List<String>> headers = random.nextBoolean()
                    ? Map.of("authorization", List.of(text(random)), "x-amz-date", List.of(text(random)))
                    : random.nextBoolean()
                            ? Map.of(
                                    "authorization",
                                    List.of("AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/iot/aws4_request,"
                                            + " SignedHeaders=host, Signature=" + text(random)),
                                    "date",
                                    List.of("20150830T123600Z"))
                            : Map.of();
            HttpRequest request = new HttpRequest(
                    "GET",
                    "/" + text(random),
                    text(random),
                    new HttpHeaders(headers),
                    new byte[0],
                    "::1",
                    Optional.empty());
            try {
                SignatureParameters.of(request);
                readable++;
            } catch (ApiException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            try {
                verifier.authenticate(request, Instant.parse("2015-08-30T12:36:00Z"));
                throw new AssertionError("let in: " + request);
            } catch (ApiException e) {
                assertThat(e.error()).endsWith("Exception");
            }
        }
        assertThat(readable).as("some texts must get past the parser").isGreaterThan(ROUNDS / 100);
    }
}
