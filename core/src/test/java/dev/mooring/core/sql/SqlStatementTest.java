package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code cases.json} does not say. */
class SqlStatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a field may be called value|SELECT value FROM 'a'|{\"value\":7}|{\"value\":7}",
                "and be calculated with|SELECT value - 1 AS v, value * 2 AS w FROM 'a'|{\"value\":7}|{\"v\":6,\"w\":14}",
                "VALUE * is the payload|SELECT VALUE * FROM 'a'|[1, 2]|[1, 2]",
                "keywords are names behind a point|SELECT a.end AS e, a.from.select AS s FROM 'a'|{\"a\":{\"end\":1,\"from\":{\"select\":2}}}|{\"e\":1,\"s\":2}",
                "and are aliases|SELECT 1 AS end, 2 AS from FROM 'a'|{}|{\"end\":1,\"from\":2}",
                "a quote is written twice|SELECT 'it''s' AS a, \"say \"\"hi\"\"\" AS b FROM 'a'|{}|{\"a\":\"it's\",\"b\":\"say \\\"hi\\\"\"}",
                "a backslash is a backslash|SELECT '\\d' AS a FROM 'a'|{}|{\"a\":\"\\\\d\"}",
                "the sign binds strongest|SELECT -a + 2 AS a, -(-3) AS b, 2 - -1 AS c FROM 'a'|{\"a\":1}|{\"a\":1,\"b\":3,\"c\":3}",
                "NOT is weaker than =|SELECT NOT a = 1 AS b FROM 'a'|{\"a\":2}|{\"b\":true}",
                "AND is stronger than OR|SELECT false AND true OR true AS b FROM 'a'|{}|{\"b\":true}",
                "multiplication before addition from the left|SELECT 20 - 2 * 3 - 4 / 2 AS b FROM 'a'|{}|{\"b\":12}",
                "division by zero is Undefined|SELECT 1 / 0 AS a, 1 % 0 AS b, 1.5 / 0.0 AS c, 1 AS d FROM 'a'|{}|{\"d\":1}",
                "a decimal stays one through a calculation|SELECT 2.5 * 2 / 2 AS a FROM 'a'|{}|{\"a\":2.5}",
                "a whole decimal of the payload is an Int|SELECT x / 4 AS a FROM 'a'|{\"x\":10.0}|{\"a\":2}",
                "a whole decimal in the statement is not|SELECT 7 / 2.0 AS a, 5E0 / 2 AS b FROM 'a'|{}|{\"a\":3.5,\"b\":2.5}",
                "out of range is Undefined|SELECT 9E999 * 10 AS a, 1E999 AS b, x AS c FROM 'a'|{\"x\":1e1000}|{\"b\":1E+999}",
                "34 digits|SELECT 1.0 / 3 AS a, 9999999999999999999999999999999999 + 1 AS b FROM 'a'|{}|{\"a\":0.3333333333333333333333333333333333,\"b\":1E+34}",
                "long overflow goes on exactly|SELECT x * 2 AS a, x + 1 AS b, -y - 2 AS c FROM 'a'|{\"x\":9223372036854775807,\"y\":9223372036854775807}|{\"a\":18446744073709551614,\"b\":9223372036854775808,\"c\":-9223372036854775809}",
                "the last of two keys counts|SELECT a FROM 'a'|{\"a\":1,\"b\":0,\"a\":2}|{\"a\":2}",
                "escaped keys are found|SELECT a, get(*, 'ü') AS u FROM 'a'|{\"\\u0061\":1,\"\\u00fc\":2}|{\"a\":1,\"u\":2}",
                "Undefined is left out of literals|SELECT [a, nokey, 2] AS x, {'y': nokey, 'z': 1} AS y FROM 'a'|{\"a\":1}|{\"x\":[1,2],\"y\":{\"z\":1}}",
                "an item without alias has a name|SELECT a.b, topic(1), a.b + 1 FROM 'a'|{\"a\":{\"b\":1}}|{\"b\":1,\"topic\":\"things\",\"a.b + 1\":2}",
                "aliases may nest side by side|SELECT 1 AS a.b, 2 AS a.c FROM 'a'|{}|{\"a\":{\"b\":1,\"c\":2}}",
                "and into what * brought|SELECT *, 1 AS a.b FROM 'a'|{\"a\":{\"c\":2}}|{\"a\":{\"c\":2,\"b\":1}}",
                "* keeps the payload's text where nothing clashes|SELECT *, 1 AS b FROM 'a'| { \"a\" : 1.50 } |{ \"a\" : 1.50 ,\"b\":1}",
                "* of an empty object|SELECT *, 1 AS b FROM 'a'|{ }|{\"b\":1}",
                "* of an array brings nothing|SELECT *, 1 AS b FROM 'a'|[1]|{\"b\":1}",
                "nested rows do not see the outer fields|SELECT (SELECT x, u FROM e) AS r FROM 'a'|{\"u\":1,\"e\":[{\"x\":1}]}|{\"r\":[{\"x\":1}]}",
                "but variables and aliases|SET @u = u SELECT (SELECT (SELECT VALUE o.x + b + @u FROM y AS b) AS s FROM e AS o) AS r FROM 'a'|{\"u\":100,\"e\":[{\"x\":10,\"y\":[1,2]}]}|{\"r\":[{\"s\":[111,112]}]}",
                "a query over an object whose WHERE fails|SELECT (SELECT x FROM o WHERE x > 1) AS r, 1 AS ok FROM 'a'|{\"o\":{\"x\":1}}|{\"ok\":1}",
                "a query over something else|SELECT (SELECT x FROM o) AS r, 1 AS ok FROM 'a'|{\"o\":5}|{\"ok\":1}",
                "EXISTS over nothing|SELECT EXISTS (SELECT * FROM o) AS r FROM 'a'|{}|{\"r\":false}",
                "IN something else|SELECT 1 IN a AS r, nokey IN [1] AS s, 1 AS ok FROM 'a'|{\"a\":1}|{\"ok\":1}",
                "get of the whole payload|SELECT get(*, 'my-key') AS k FROM 'a'|{\"my-key\":1}|{\"k\":1}",
                "characters are code points|SELECT length(x) AS l, substring(x, 1, 2) AS s, get(x, 1) AS g, indexof(x, 'b') AS i FROM 'a'|{\"x\":\"a😀b\"}|{\"l\":3,\"s\":\"😀\",\"g\":\"😀\",\"i\":2}",
                "half a surrogate pair survives as an escape|SELECT x FROM 'a'|{\"x\":\"\\ud83d\"}|{\"x\":\"\\ud83d\"}",
                "cast to Decimal of a whole number|SELECT cast('10.0' as Decimal) / 4 AS a FROM 'a'|{}|{\"a\":2}"
            })
    void evaluates(String what, String sql, String payload, String expected) {
        assertThat(Messages.result(sql, payload)).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT x FROM 'a'|{\"x\":10.0}|{\"x\":10.0}",
                "SELECT x / 4 AS v FROM 'a'|{\"x\":10.0}|{\"v\":2.5}",
                "SELECT cast(x as Double) AS v FROM 'a'|{\"x\":10}|{\"v\":10.0}",
                "SELECT sqrt(9) AS v FROM 'a'|{}|{\"v\":3.0}"
            })
    void theOlderVersionKeepsDecimals(String sql, String payload, String expected) {
        SqlOutcome outcome = SqlStatement.parse(sql, SqlVersion.V2015_10_08).evaluate(Messages.input("a", payload));
        assertThat(text(outcome)).isEqualTo(expected);
    }

    @Test
    void theOlderVersionPutsNoArrayAtTheTop() {
        SqlStatement statement = SqlStatement.parse("SELECT VALUE a FROM 'a'", SqlVersion.V2015_10_08);
        assertThat(text(statement.evaluate(Messages.input("a", "{\"a\":[1]}")))).isEmpty();
        assertThat(text(statement.evaluate(Messages.input("a", "{\"a\":1}")))).isEqualTo("1");
    }

    @Test
    void selectStarGivesTheVeryBytes() {
        byte[] payload = {0, 1, (byte) 0xff, '{'};
        SqlOutcome.Output output = (SqlOutcome.Output) SqlStatement.parse("SELECT * FROM 'a'", SqlVersion.BETA)
                .evaluate(Messages.input("a", payload, SqlServices.NONE));
        assertThat(output.payload()).isSameAs(payload);
        assertThat(output.json()).isFalse();
        assertThat(output.parseError()).isFalse();
    }

    @Test
    void aPayloadThatIsNotJsonIsAParseErrorOnlyForThoseWhoReadIt() {
        assertThat(((SqlOutcome.Output) Messages.run("SELECT a, 1 AS b FROM 'a'", "no json")).parseError())
                .isTrue();
        assertThat(((SqlOutcome.NoMatch) Messages.run("SELECT * FROM 'a' WHERE a = 1", "no json")).parseError())
                .isTrue();
        assertThat(((SqlOutcome.NoMatch) Messages.run("SELECT * FROM 'a' WHERE 1 = 2", "no json")).parseError())
                .isFalse();
        assertThat(Messages.run("SELECT *, 1 AS b FROM 'a'", "no json")).isInstanceOf(SqlOutcome.Failed.class);
        assertThat(Messages.result("SELECT *, 1 AS b FROM 'a'", "")).isEqualTo("{\"b\":1}");
    }

    @Test
    void valueOfUndefinedIsAnEmptyPayloadThatIsNotJson() {
        SqlOutcome.Output output = (SqlOutcome.Output) Messages.run("SELECT VALUE nokey FROM 'a'", "{}");
        assertThat(output.payload()).isEmpty();
        assertThat(output.json()).isFalse();
    }

    @Test
    void aStatementWithoutFromIsForBasicIngest() {
        assertThat(SqlStatement.parse("SELECT *", SqlVersion.BETA).topicFilter())
                .isEmpty();
        assertThat(Messages.input("$aws/rules/R/a/b", "").topic()).isEqualTo("a/b");
        assertThat(Messages.input("$aws/rules/R", "").topic()).isEmpty();
        assertThat(Messages.input("$aws/things/R/a", "").topic()).isEqualTo("$aws/things/R/a");
    }

    @Test
    void theTreeKnowsWhereEverythingStands() {
        SqlStatement statement = SqlStatement.parse("SELECT a FROM 'x' WHERE a + 1 > 2", SqlVersion.BETA);
        assertThat(statement.tree().where().orElseThrow().span().of(statement.sql()))
                .isEqualTo("a + 1 > 2");
    }

    private static String text(SqlOutcome outcome) {
        return new String(((SqlOutcome.Output) outcome).payload(), StandardCharsets.UTF_8);
    }
}
