package dev.mooring.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageTokensTest {
    private final PageTokens tokens = new PageTokens(new byte[32]);

    @Test
    void givesBackThePositionItWasIssuedFor() {
        for (String position : new String[] {"", "thing-1", "ü漢\ud83d\ude00", "x".repeat(500)}) {
            assertThat(tokens.position("query", tokens.issue("query", position)))
                    .contains(position);
        }
    }

    @Test
    void belongsToOneQueryAndOneKey() {
        String token = tokens.issue("query", "p");
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;

        assertThat(tokens.position("other", token)).isEmpty();
        assertThat(new PageTokens(otherKey).position("query", token)).isEmpty();
        assertThatThrownBy(() -> new PageTokens(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotConfuseTheEndOfAQueryWithTheBeginningOfAPosition() {
        assertThat(tokens.position("ab", tokens.issue("a", "bc"))).isEmpty();
        assertThat(tokens.position("a", tokens.issue("ab", "c"))).isEmpty();
    }

    @Test
    void usesTheAlphabetThatTheModelAllows() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            assertThat(tokens.issue("q", "p" + random.nextInt())).matches("[A-Za-z0-9+/]+={0,2}");
        }
    }

    @Test
    void takesNoForgery() {
        Random random = new Random(4);
        byte[] token = Base64.getDecoder().decode(tokens.issue("query", "position"));
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            byte[] forged = token.clone();
            forged[random.nextInt(forged.length)] ^= (byte) (1 + random.nextInt(255));
            assertThat(tokens.position("query", Base64.getEncoder().encodeToString(forged)))
                    .isEmpty();
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            assertThat(tokens.position("query", new String(noise, StandardCharsets.ISO_8859_1)))
                    .isEmpty();
        }
    }
}
