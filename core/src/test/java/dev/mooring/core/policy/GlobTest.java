package dev.mooring.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', a, false",
        "*, '', true",
        "*, a/b/c, true",
        "?, a, true",
        "?, '', false",
        "?, ab, false",
        "a*, a, true",
        "a*, abc, true",
        "a*, b, false",
        "*c, abc, true",
        "*c, abcd, false",
        "a*c, ac, true",
        "a*b*c, a/x/b/y/c, true",
        "a*b*c, a/x/c/y/b, false",
        "a?c*, abcd, true",
        "a**c, abc, true",
        "*?, '', false",
        "?*?, a, false",
        "topic/+/#, topic/+/#, true",
        "topic/#, topic/a, false",
        "?, \ud83d\ude00, true",
        "??, \ud83d\ude00, false",
    })
    void matchesAsTheTableSays(String pattern, String text, boolean expected) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void aLiteralHasNoWildcards() {
        assertThat(Glob.literal("a*?").matches("a*?")).isTrue();
        assertThat(Glob.literal("a*?").matches("abc")).isFalse();
    }

    @Test
    void agreesWithTheObviousRecursion() {
        Random random = new Random(99);
        for (int round = 0; round < ROUNDS; round++) {
            String pattern = random(random, "ab*?", 8);
            String text = random(random, "ab", 10);
            assertThat(Glob.of(pattern).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(naive(pattern, text));
        }
    }

    @Test
    void finishesOnPatternsThatMakeBacktrackersExplode() {
        Glob evil = Glob.of("*a".repeat(500) + "b");
        assertThat(evil.matches("a".repeat(2_000))).isFalse();
    }

    private static String random(Random random, String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(maxLength); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static boolean naive(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return naive(pattern.substring(1), text) || (!text.isEmpty() && naive(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
                && naive(pattern.substring(1), text.substring(1));
    }
}
