package dev.mooring.core.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The event and the answer of an authorizer's function, as AWS documents them. */
class AuthorizerMessagesTest {
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}]}";
    private static final String GOOD =
            "{\"isAuthenticated\":true,\"principalId\":\"abc123\",\"disconnectAfterInSeconds\":86400,"
                    + "\"refreshAfterInSeconds\":300,\"policyDocuments\":[" + POLICY + "]}";

    @Test
    void theEventHasWhatTheClientSentAndNothingElse() {
        ClientCredentials all = ClientCredentials.ofTls(Optional.of("host"))
                .with(new ClientCredentials.Http(Map.of("h", "v"), "?a=b"))
                .with(new ClientCredentials.Mqtt(Optional.of("u"), Optional.of("secret".getBytes(UTF_8)), "c"));
        assertThat(new String(AuthorizerEvent.write(all, Optional.of("T"), true, "id"), UTF_8))
                .isEqualTo("{\"token\":\"T\",\"signatureVerified\":true,\"protocols\":[\"tls\",\"http\",\"mqtt\"],"
                        + "\"protocolData\":{\"tls\":{\"serverName\":\"host\"},"
                        + "\"http\":{\"headers\":{\"h\":\"v\"},\"queryString\":\"?a=b\"},"
                        + "\"mqtt\":{\"username\":\"u\",\"password\":\"c2VjcmV0\",\"clientId\":\"c\"}},"
                        + "\"connectionMetadata\":{\"id\":\"id\"}}");
        ClientCredentials bare = ClientCredentials.ofTls(Optional.empty())
                .with(new ClientCredentials.Mqtt(Optional.empty(), Optional.empty(), "c"));
        assertThat(new String(AuthorizerEvent.write(bare, Optional.empty(), false, "id"), UTF_8))
                .isEqualTo("{\"signatureVerified\":false,\"protocols\":[\"mqtt\"],"
                        + "\"protocolData\":{\"mqtt\":{\"clientId\":\"c\"}},\"connectionMetadata\":{\"id\":\"id\"}}");
    }

    @Test
    void aGoodAnswerIsUnderstoodWithItsPoliciesAsObjectsOrStrings() {
        String asString = "\"" + POLICY.replace("\"", "\\\"") + "\"";
        for (String answer : new String[] {GOOD, GOOD.replace(POLICY, asString)}) {
            assertThat(read(answer)).isInstanceOfSatisfying(AuthorizerResponse.Authenticated.class, yes -> {
                assertThat(yes.principalId()).isEqualTo("abc123");
                assertThat(yes.disconnectAfter()).isEqualTo(Duration.ofDays(1));
                assertThat(yes.refreshAfter()).isEqualTo(Duration.ofMinutes(5));
                assertThat(yes.policyDocuments())
                        .extracting(AuthorizerResponse.Policy::text)
                        .containsExactly(POLICY);
            });
        }
    }

    @Test
    void aNoNeedsNothingElse() {
        assertThat(read("{\"isAuthenticated\":false}")).isInstanceOf(AuthorizerResponse.NotAuthenticated.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "isAuthenticated":true          | "isAuthenticated":"true"        | isAuthenticated must be true or false
            "principalId":"abc123"          | "principalId":"abc-123"         | principalId must be
            "principalId":"abc123",         | ''                              | principalId must be
            "disconnectAfterInSeconds":86400| "disconnectAfterInSeconds":86401| from 300 to 86400, not 86401
            "refreshAfterInSeconds":300     | "refreshAfterInSeconds":299     | from 300 to 86400, not 299
            "refreshAfterInSeconds":300     | "refreshAfterInSeconds":300.5   | must be a whole number of seconds
            "Effect":"Allow"                | "Effect":"Maybe"                | policyDocuments[0]:
            "Resource":"*"                  | "Resource":"LONG"               | has 2
            """)
    void whatIsNotAsItMustBeIsNamed(String original, String replacement, String complaint) {
        String answer = GOOD.replace(original.strip(), replacement.strip()).replace("LONG", "x".repeat(2048));
        assertThat(answer).isNotEqualTo(GOOD);
        assertThat(read(answer))
                .isInstanceOfSatisfying(AuthorizerResponse.Malformed.class, malformed -> assertThat(malformed.why())
                        .contains(complaint.strip()));
    }

    @Test
    void tenPoliciesAreEnough() {
        String ten = (POLICY + ",").repeat(9) + POLICY;
        assertThat(read(GOOD.replace(POLICY, ten))).isInstanceOf(AuthorizerResponse.Authenticated.class);
        assertThat(read(GOOD.replace(POLICY, ten + "," + POLICY))).isInstanceOf(AuthorizerResponse.Malformed.class);
    }

    /** Seeded; raise the number of inputs with -Dmooring.fuzz. */
    @Test
    void brokenAnswersAreMalformedAndNothingWorse() {
        Random random = new Random(5);
        int inputs = Integer.getInteger("mooring.fuzz", 100_000);
        for (int i = 0; i < inputs; i++) {
            byte[] bytes = GOOD.getBytes(UTF_8);
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            assertThat(AuthorizerResponse.read(bytes)).isNotNull();
        }
    }

    private static AuthorizerResponse read(String json) {
        return AuthorizerResponse.read(json.getBytes(UTF_8));
    }
}
