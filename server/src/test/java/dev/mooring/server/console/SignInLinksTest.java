package dev.mooring.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SignInLinksTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final SignInLinks links = new SignInLinks(new SecureRandom(), clock);

    @Test
    void aTokenIsGoodOnce() {
        String token = links.issue();

        assertThat(links.redeem(token)).isTrue();
        assertThat(links.redeem(token)).isFalse();
    }

    @Test
    void aTokenLapsesAfterTenMinutes() {
        String early = links.issue();
        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(links.redeem(early)).isTrue();

        String late = links.issue();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(links.redeem(late)).isFalse();
    }

    @Test
    void aNewTokenVoidsTheOneBefore() {
        String first = links.issue();
        String second = links.issue();

        assertThat(links.redeem(first)).isFalse();
        assertThat(links.redeem(second)).isTrue();
    }

    @Test
    void wrongGuessesDoNotVoidTheToken() {
        assertThat(links.redeem("")).isFalse();
        String token = links.issue();
        for (int i = 0; i < token.length(); i++) {
            assertThat(links.redeem(token.substring(0, i))).isFalse();
        }
        assertThat(links.redeem(token + "A")).isFalse();

        assertThat(links.redeem(token)).isTrue();
    }

    @Test
    void aTokenHolds256BitsInLettersForUrls() {
        assertThat(links.issue()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(links.issue());
    }
}
