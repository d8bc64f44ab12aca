package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlLimitsTest {
    private static final String NUMBERS =
            IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(",", "{\"e\":[", "]}"));

    @Test
    void queriesInQueriesRunOutOfSteps() {
        assertFails("SET @e = e SELECT (SELECT VALUE (SELECT VALUE 1 FROM @e) FROM e) AS x FROM 'a'", NUMBERS, "steps");
    }

    @Test
    void longQueriesCostMoreARow() {
        String items = IntStream.range(0, 2000).mapToObj(i -> "a AS a" + i).collect(Collectors.joining(", "));
        assertFails("SELECT (SELECT " + items + " FROM e) AS x FROM 'a'", NUMBERS, "steps");
    }

    @Test
    void searchingMuchTextInEachRowRunsOutOfSteps() {
        assertFails(
                "SET @t = rpad('', 1000) + rpad('', 1000) SELECT (SELECT VALUE regexp_matches(@t, '( | )*x') FROM e) AS x"
                        + " FROM 'a'",
                NUMBERS,
                "steps");
    }

    @Test
    void comparingArraysThatDoubleRunsOutOfSteps() {
        String doubling = doubling("[@v, @v]", "[1, 2]");
        assertFails(doubling + " SELECT @v40 = [@v39, @v39] AS x FROM 'a'", "{}", "steps");
    }

    @Test
    void aResultThatDoublesIsTooLarge() {
        assertFails(doubling("{'a': @v, 'b': @v}", "1") + " SELECT @v40 AS x FROM 'a'", "{}", "larger than");
    }

    @Test
    void concatenatingArraysThatDoubleRunsOutOfSteps() {
        assertFails(doubling("concat(@v, @v)", "[1, 2]") + " SELECT get(@v40, 0) AS x FROM 'a'", "{}", "steps");
    }

    @Test
    void aTextThatDoublesBecomesUndefined() {
        assertThat(Messages.result(doubling("@v + @v", "'ab'") + " SELECT isUndefined(@v40) AS x FROM 'a'", "{}"))
                .isEqualTo("{\"x\":true}");
        assertThat(Messages.result(
                        "SELECT isUndefined(replace(x, 'a', x)) AS x FROM 'a'", "{\"x\":\"" + "a".repeat(2000) + "\"}"))
                .isEqualTo("{\"x\":true}");
        assertThat(Messages.result(
                        "SELECT isUndefined(regexp_replace(x, 'a', x)) AS x FROM 'a'",
                        "{\"x\":\"" + "a".repeat(2000) + "\"}"))
                .isEqualTo("{\"x\":true}");
    }

    @Test
    void valuesThatNestTooDeepFail() {
        String nest = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "@v" + i + " = " + "[".repeat(90) + "@v" + (i - 1) + "]".repeat(90))
                .collect(Collectors.joining(", ", "SET @v0 = 1, ", " SELECT @v20 AS x FROM 'a'"));
        assertFails(nest, "{}", "nested deeper");
    }

    @Test
    void aPayloadThatNestsTooDeepIsNotJson() {
        String deep = "[".repeat(501) + "]".repeat(501);
        assertThat(((SqlOutcome.Output) Messages.run("SELECT a FROM 'a'", deep)).parseError())
                .isTrue();
        String allowed = "[".repeat(500) + "]".repeat(500);
        assertThat(((SqlOutcome.Output) Messages.run("SELECT a FROM 'a'", allowed)).parseError())
                .isFalse();
    }

    @Test
    void hugeExponentsCostNothing() {
        assertThat(Messages.result(
                        "SELECT floor(a) AS a, b, a % 7 AS c, cast(a as String) AS d, round(e) AS e, bitnot(a) AS f FROM 'a'",
                        "{\"a\":1e999,\"b\":1e999999999,\"e\":1e-999999999}"))
                .isEqualTo("{\"a\":1E+999,\"c\":6,\"d\":\"1E+999\",\"e\":0}");
    }

    @Test
    void transformIsLimitedTo128KiB() {
        String big = "{\"v\":[" + "{},".repeat(2000) + "{}],\"o\":{\"k\":\"" + "x".repeat(80) + "\"}}";
        assertThat(Messages.result("SELECT isUndefined(transform('enrichArray', o, v)) AS u FROM 'a'", big))
                .isEqualTo("{\"u\":true}");
    }

    @Test
    void aSecondCallOfGetDynamodbEndsTheRule() {
        assertFails(
                "SELECT get_dynamodb('t', 'k', 1, 'r') AS a, get_dynamodb('t', 'k', 2, 'r') AS b FROM 'a'",
                "{}",
                "only once");
    }

    /** Forty variables, each made from the one before it. */
    private static String doubling(String step, String first) {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(i -> "@v" + i + " = " + step.replace("@v", "@v" + (i - 1)))
                .collect(Collectors.joining(", ", "SET @v0 = " + first + ", ", ""));
    }

    private static void assertFails(String sql, String payload, String reason) {
        assertThat(Messages.run(sql, payload))
                .isInstanceOfSatisfying(SqlOutcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains(reason));
    }
}
