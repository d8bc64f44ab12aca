package dev.mooring.standins.cloudwatch.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series are written with one value a period, - where there is none. */
class MetricMathTest {
    private static final Map<String, Value> NAMES = new TreeMap<>(Map.of(
            "m1",
            series("m1", "1 2 - 4 5"),
            "m2",
            series("m2", "10 - 30 40 0"),
            "errors",
            series("errors", "- - 7 - -")));

    private static Value.Series series(String name, String text) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        String[] parts = text.split(" ");
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals("-")) {
                points.put(Instant.ofEpochSecond(60L * i), Double.parseDouble(parts[i]));
            }
        }
        return new Value.Series(name, Instant.EPOCH, Instant.ofEpochSecond(60L * parts.length), 60, points);
    }

    private static final class Known implements Evaluator.Names {
        @Override
        public Value of(String id) throws MathException {
            Value value = NAMES.get(id);
            if (value == null) {
                throw new MathException("there is no " + id);
            }
            return value;
        }

        @Override
        public List<Value.Series> metrics(String part) {
            List<Value.Series> found = new ArrayList<>();
            NAMES.forEach((id, value) -> {
                if (id.contains(part) && value instanceof Value.Series one) {
                    found.add(one);
                }
            });
            return found;
        }
    }

    private static String shown(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> number(scalar.number());
            case Value.Series series ->
                series.grid().stream()
                        .map(time -> series.points().containsKey(time)
                                ? number(series.points().get(time))
                                : "-")
                        .collect(Collectors.joining(" "));
            case Value.SeriesList list ->
                list.series().stream().map(MetricMathTest::shown).collect(Collectors.joining("; "));
        };
    }

    private static String number(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "m1 + 1                       | 2 3 - 5 6",
                "1 - m1                       | 0 -1 - -3 -4",
                "m1 + m2                      | 11 - - 44 5",
                "m1 / m2                      | 0.1 - - 0.1 -",
                "m1 * 2 + m2 / 10             | 3 - - 12 10",
                "(m1 + 1) * 2                 | 4 6 - 10 12",
                "2 ^ 3 ^ 2 + m1 - m1          | 64 64 - 64 64",
                "-m1 ^ 2                      | -1 -4 - -16 -25",
                "m1 - -1                      | 2 3 - 5 6",
                "m1 - 1e0 - .5                | -0.5 0.5 - 2.5 3.5",
                "SUM(m1)                      | 12",
                "AVG(m1) + m1 - m1            | 3 3 - 3 3",
                "MIN(m2)                      | 0",
                "MAX(m2)                      | 40",
                "SUM([m1, m2])                | 11 2 30 44 5",
                "AVG([m1, m2])                | 5.5 2 30 22 2.5",
                "MAX([m1, m2, errors])        | 10 2 30 40 5",
                "SUM(METRICS())               | 11 2 37 44 5",
                "SUM(METRICS(\"m\"))          | 11 2 30 44 5",
                "METRICS('err')               | - - 7 - -",
                "[m1, m2] * 2                 | 2 4 - 8 10; 20 - 60 80 0",
                "[m1, m2] + m1                | 2 4 - 8 10; 11 - - 44 5",
                "FILL(m1, 0)                  | 1 2 0 4 5",
                "FILL(m1, REPEAT)             | 1 2 2 4 5",
                "FILL(m1, LINEAR)             | 1 2 3 4 5",
                "FILL(m1, m2)                 | 1 2 30 4 5",
                "FILL(errors, REPEAT)         | - - 7 7 7",
                "FILL(errors, LINEAR)         | - - 7 - -",
                "FILL(METRICS('m'), 0)        | 1 2 0 4 5; 10 0 30 40 0",
                "abs(0 - m1)                  | 1 2 - 4 5",
                "CEIL(m1 / 2)                 | 1 1 - 2 3",
                "FLOOR(m1 / 2)                | 0 1 - 2 2",
            })
    void anExpressionGives(String expression, String expected) throws MathException {
        assertThat(shown(new Evaluator(new Known()).evaluate(Expression.parse(expression))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "m1 +            | an operand is expected at position 4",
                "m1 m2           | an operator or the end is expected at position 3",
                "(m1             | ')' is expected",
                "RATE(m1)        | the function RATE is not built here",
                "ANOMALY_DETECTION_BAND(m1, 2) | the function ANOMALY_DETECTION_BAND is not built here",
                "m1 > 3          | an operator or the end is expected",
                "nowhere         | there is no nowhere",
                "SUM(3)          | SUM takes series",
                "SUM()           | SUM takes one argument",
                "FILL(m1)        | FILL takes a series",
                "FILL(3, 0)      | a series is expected",
                "FILL(m1, 'x')   | the text \"x\" is no operand",
                "[m1, m2] + [m1] | lists of 2 and 1 series",
                "1.2.3           | is no number",
                "METRICS(m1)     | METRICS takes nothing or a text",
                "SUM(METRICS('zzz')) | SUM of no series",
            })
    void aWrongExpressionIsRefusedWithWhatIsWrong(String expression, String message) {
        assertThatThrownBy(() -> new Evaluator(new Known()).evaluate(Expression.parse(expression)))
                .isInstanceOf(MathException.class)
                .hasMessageContaining(message);
    }

    @Test
    void deepAndLongExpressionsAreRefused() {
        assertThatThrownBy(() -> Expression.parse("(".repeat(1000) + "1" + ")".repeat(1000)))
                .isInstanceOf(MathException.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> Expression.parse("1+".repeat(2000) + "1"))
                .isInstanceOf(MathException.class)
                .hasMessageContaining("2048");
    }

    @Test
    void anythingIsUnderstoodOrRefusedWithAReason() {
        Random random = new Random(11);
        String[] parts = {
            "m1",
            "m2",
            "+",
            "-",
            "*",
            "/",
            "^",
            "(",
            ")",
            "[",
            "]",
            ",",
            "1",
            "2.5",
            "1e9",
            "SUM",
            "AVG(",
            "FILL(",
            "REPEAT",
            "LINEAR",
            "METRICS()",
            "'m'",
            "\"",
            " ",
            "e",
            "é",
            ".",
            "MIN",
            "9999999999"
        };
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(12);
            for (int part = 0; part < length; part++) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            try {
                new Evaluator(new Known()).evaluate(Expression.parse(text.toString()));
            } catch (MathException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
    }
}
