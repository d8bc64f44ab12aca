package dev.mooring.core.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where clients may put what an authorizer wants. */
class ClientCredentialsTest {
    private static ClientCredentials user(String username) {
        return ClientCredentials.ofTls(Optional.empty())
                .with(new ClientCredentials.Mqtt(Optional.of(username), Optional.empty(), "c"));
    }

    @ParameterizedTest
    @CsvSource({
        "user?x-amz-customauthorizer-name=A, A",
        "?X-Amz-CustomAuthorizer-Name=A&SDK=NodeJSv2, A",
        "user?x-amz-customauthorizer-name=A?SDK=JavaV2, A",
        "user?a=b&x-amz-customauthorizer-name=first&x-amz-customauthorizer-name=second, first",
        "user?x-amz-customauthorizer-name=%41%2C%42, 'A,B'",
        "user?x-amz-customauthorizer-name=a+b, a+b"
    })
    void aParameterStandsBehindTheQuestionMarkOfTheUserName(String username, String expected) {
        assertThat(user(username).parameter(ClientCredentials.AUTHORIZER_NAME)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-customauthorizer-name=A",
        "user?x-amz-customauthorizer-name",
        "user?x-amz-customauthorizer-name=%4"
    })
    void otherTextsHaveNoParameter(String username) {
        assertThat(user(username).parameter(ClientCredentials.AUTHORIZER_NAME)).isEmpty();
    }

    @Test
    void headersComeBeforeTheQueryAndThatBeforeTheUserName() {
        ClientCredentials all = user("u?t=user&q=user&h=user&only=user")
                .with(new ClientCredentials.Http(Map.of("h", "header"), "?q=query&h=query"));
        assertThat(all.parameter("H")).contains("header");
        assertThat(all.parameter("q")).contains("query");
        assertThat(all.parameter("only")).contains("user");
        assertThat(all.parameter("none")).isEmpty();
    }

    /** Seeded; raise the number of inputs with -Dmooring.fuzz. */
    @Test
    void anyUserNameIsReadWithoutAnError() {
        Random random = new Random(11);
        String alphabet = "?&=%+ab0\u0000é\uD83D";
        int inputs = Integer.getInteger("mooring.fuzz", 100_000);
        for (int i = 0; i < inputs; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Optional<String> value = user(name.toString()).parameter("a");
            assertThat(value.isEmpty() || name.toString().contains("=")).isTrue();
        }
    }
}
