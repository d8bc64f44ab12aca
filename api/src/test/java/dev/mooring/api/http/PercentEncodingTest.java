package dev.mooring.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @Test
    void decodesWhatItEncodes() {
        Random random = new Random(1);
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(10); c > 0; c--) {
                text.appendCodePoint(
                        random.nextBoolean()
                                ? random.nextInt(0x80)
                                : random.nextBoolean() ? random.nextInt(0xd800) : 0x1f600);
            }
            String encoded = PercentEncoding.encode(text.toString(), "/");

            assertThat(encoded).matches("[A-Za-z0-9._~/%-]*");
            assertThat(PercentEncoding.decode(encoded)).contains(text.toString());
        }
    }

    @Test
    void escapesInUpperCase() {
        assertThat(PercentEncoding.encode("a/ü+%~", "")).isEqualTo("a%2F%C3%BC%2B%25~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%1", "%zz", "a%2", "%ff", "%c3", "%c3%28", "%ed%a0%80"})
    void refusesIncompleteEscapesAndWhatIsNotUtf8(String encoded) {
        assertThat(PercentEncoding.decode(encoded)).isEmpty();
        assertThat(PercentEncoding.query("a=" + encoded)).isEmpty();
        assertThat(PercentEncoding.query(encoded)).isEmpty();
    }

    @Test
    void readsQueriesInOrderWithRepeatsAndEmptyValues() {
        assertThat(PercentEncoding.query("b=1&a=x%3Dy&b=2&flag&empty=&&c=p+q%2Br"))
                .isEqualTo(Optional.of(Map.of(
                        "b", List.of("1", "2"),
                        "a", List.of("x=y"),
                        "flag", List.of(""),
                        "empty", List.of(""),
                        "c", List.of("p q+r"))));
        assertThat(PercentEncoding.query("").orElseThrow()).isEmpty();
    }

    @Test
    void answersEveryText() {
        Random random = new Random(2);
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(8); c > 0; c--) {
                text.append("%%2Fc3&=+ü\ud800a".charAt(random.nextInt(12)));
            }
            PercentEncoding.decode(text.toString());
            PercentEncoding.query(text.toString());
        }
    }
}
