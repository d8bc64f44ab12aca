package dev.mooring.core.sql.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.Messages;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.explain.ExplainedClause.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlExplanationTest {
    private static final String PAYLOAD =
            "{\"temperature\":21.5,\"deviceId\":\"d-1\",\"n\":null,\"flag\":true,\"tags\":[1,2],\"loc\":{\"room\":\"kitchen\"},"
                    + "\"rows\":[{\"x\":1},{\"y\":2}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "temperature > 50|WHERE is false: temperature is 21.5",
                "temperature > 20|WHERE is true: temperature is 21.5",
                "flag AND temperature > 50 AND topic(1) = 'things'|WHERE is false because temperature > 50 is: temperature is 21.5",
                "temperature > 50 OR loc.room = 'kitchen'|WHERE is true: loc.room is \"kitchen\"",
                "NOT flag|WHERE is false: flag is true",
                "temprature > 20|WHERE is Undefined: the payload has no field 'temprature'; did you mean 'temperature'?",
                "Temperature > 20|WHERE is Undefined: the payload has no field 'Temperature'; did you mean 'temperature'?",
                "humidity > 20|WHERE is Undefined: the payload has no field 'humidity'",
                "flag AND humidity > 20|WHERE is Undefined: the payload has no field 'humidity'",
                "loc.floor = 2|WHERE is Undefined: loc has no field 'floor'",
                "deviceId.x = 2|WHERE is Undefined: deviceId is the String \"d-1\", not an Object, so it has no field 'x'",
                "nokey.x = 2|WHERE is Undefined: the payload has no field 'nokey'",
                "deviceId > 5|WHERE is Undefined: deviceId is the String \"d-1\", which does not convert to a number",
                "temperature|WHERE is 21.5, which is not a Boolean",
                "temperature AND flag|WHERE is Undefined: temperature is the Decimal 21.5, which does not convert to a Boolean",
                "temperature / 0 > 1|WHERE is Undefined: division by zero",
                "9E999 * temperature > 1|WHERE is Undefined: the result of * is out of range",
                "flag + 1 = 2|WHERE is Undefined: + adds numbers or joins to a String, but got the Boolean true and the Int 1",
                "n + 'a' = 'a'|WHERE is Undefined: + cannot join Null and the String \"a\"",
                "-deviceId = 1|WHERE is Undefined: deviceId is the String \"d-1\", which does not convert to a number",
                "NOT n|WHERE is Undefined: n is Null, which does not convert to a Boolean",
                "1 IN deviceId|WHERE is Undefined: deviceId is the String \"d-1\", not an Array",
                "abs(flag) = 1|WHERE is Undefined: abs(Decimal) has no value for the Boolean true",
                "abs(1, 2) = 1|WHERE is Undefined: it is called with 2 arguments; the call is abs(Decimal)",
                "topic(9) = 'a'|WHERE is Undefined: topic([Decimal]) has no value for the Int 9",
                "concat('a', nokey) = 'a'|WHERE is Undefined: the payload has no field 'nokey'",
                "cast(deviceId as Int) = 1|WHERE is Undefined: the String \"d-1\" cannot be cast to INT",
                "CASE temperature WHEN 1 THEN true END|WHERE is Undefined: no WHEN is equal to the Decimal 21.5 and there is no ELSE",
                "CASE flag WHEN true THEN nokey END|WHERE is Undefined: the payload has no field 'nokey'",
                "(SELECT VALUE x FROM deviceId) = 1|WHERE is Undefined: deviceId is the String \"d-1\", neither an Array nor an Object",
                "(SELECT room FROM loc WHERE floor = 1) = 1|WHERE is Undefined: its WHERE is not true for the Object loc",
                "CASE flag WHEN nokey THEN 1 WHEN true THEN loc.x END|WHERE is Undefined: loc has no field 'x'",
                "get_thing_shadow('a', 'r') = 1|WHERE is Undefined: get_thing_shadow() is not available here",
                "EXISTS (SELECT * FROM rows WHERE x = 7)|WHERE is false"
            })
    void saysWhatBecameOfWhere(String where, String verdict) {
        assertThat(explain("SELECT * FROM 'a' WHERE " + where, PAYLOAD).verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json|WHERE is Undefined: the payload is not JSON",
                "``|WHERE is Undefined: the payload is empty",
                "[1]|WHERE is Undefined: the payload is an Array, not an Object, so it has no field 'a'",
                "7|WHERE is Undefined: the payload is the Int 7, not an Object, so it has no field 'a'"
            })
    void saysWhatIsWrongWithThePayload(String payload, String verdict) {
        assertThat(explain("SELECT * FROM 'x' WHERE a = 1", payload).verdict()).isEqualTo(verdict);
    }

    @Test
    void showsTheValueOfEachExpressionWithItsPlace() {
        SqlExplanation explanation =
                explain("SELECT temperature * 1.8 + 32 AS a.f, * FROM 'x' WHERE temperature > 20", PAYLOAD);
        assertThat(explanation.clauses()).hasSize(2);
        ExplainedClause select = explanation.clauses().getFirst();
        assertThat(select.kind()).isEqualTo(Kind.SELECT);
        assertThat(select.name()).isEqualTo("a.f");
        assertThat(select.expr().text()).isEqualTo("temperature * 1.8 + 32");
        assertThat(select.expr().last().orElseThrow().text()).isEqualTo("70.7");
        ExplainedExpr product = select.expr().parts().getFirst();
        assertThat(product.text()).isEqualTo("temperature * 1.8");
        assertThat(product.last().orElseThrow().text()).isEqualTo("38.7");
        assertThat(product.parts())
                .extracting(
                        part -> part.text() + "=" + part.last().orElseThrow().text())
                .containsExactly("temperature=21.5", "1.8=1.8");
        assertThat(explanation.clauses().getLast().kind()).isEqualTo(Kind.WHERE);
    }

    @Test
    void whatWasNotEvaluatedHasNoResult() {
        SqlExplanation explanation = explain("SELECT temperature AS t FROM 'x' WHERE nokey AND flag", PAYLOAD);
        assertThat(explanation.outcome()).isInstanceOf(SqlOutcome.NoMatch.class);
        assertThat(explanation.clauses().getFirst().expr().evaluations()).isZero();
        ExplainedExpr and = explanation.clauses().getLast().expr();
        assertThat(and.parts().get(0).evaluations()).isEqualTo(1);
        assertThat(and.parts().get(1).evaluations()).isZero();
    }

    @Test
    void aNestedQueryShowsItsRows() {
        SqlExplanation explanation = explain("SELECT (SELECT VALUE x + 1 FROM rows) AS r FROM 'x'", PAYLOAD);
        ExplainedExpr sum = explanation.clauses().getFirst().expr().parts().getFirst();
        assertThat(sum.evaluations()).isEqualTo(2);
        assertThat(sum.results()).extracting(ExplainedExpr.Result::text).containsExactly("2", "Undefined");
        assertThat(sum.parts().getFirst().results().getLast().whyUndefined()).contains("the row has no field 'x'");
    }

    @Test
    void keepsTheFirstRowsOnlyAndCountsAll() {
        String rows = "{\"rows\":[" + "1,".repeat(999) + "1]}";
        SqlExplanation explanation = explain("SELECT (SELECT VALUE r + 1 FROM rows AS r) AS r FROM 'x'", rows);
        ExplainedExpr sum = explanation.clauses().getFirst().expr().parts().getFirst();
        assertThat(sum.evaluations()).isEqualTo(1000);
        assertThat(sum.results()).hasSize(ExplainedExpr.RESULTS_KEPT);
    }

    @Test
    void variablesShowAndTheirValuesReachTheTemplates() {
        SqlStatement statement = SqlStatement.parse(
                "SET @id = newuuid(), @unused = 1 SELECT @id AS id FROM 'x'", SqlVersion.V2016_03_23);
        var input = Messages.input("a", PAYLOAD);
        SqlExplanation explanation = statement.explain(input);
        assertThat(explanation.clauses().get(0).kind()).isEqualTo(Kind.SET);
        String id = explanation.clauses().get(0).expr().last().orElseThrow().text();
        assertThat(explanation.clauses().get(1).expr().evaluations()).isZero();
        assertThat(text(explanation.outcome())).isEqualTo("{\"id\":" + id + "}");
        assertThat(statement.template("${@id}").render(input)).contains(id.substring(1, id.length() - 1));
    }

    @Test
    void aTemplateSaysWhichPartHasNoText() {
        SqlStatement statement = SqlStatement.parse("SELECT * FROM 'x'", SqlVersion.V2016_03_23);
        var input = Messages.input("a/b", PAYLOAD);
        TemplateExplanation good =
                statement.template("out/${topic(2)}/${temperature}").explain(input);
        assertThat(good.rendered()).contains("out/b/21.5");
        assertThat(good.problem()).isEmpty();
        assertThat(good.substitutions()).extracting(ExplainedExpr::text).containsExactly("topic(2)", "temperature");
        assertThat(statement
                        .template("out/${topic(2)}/${loc.flor}")
                        .explain(input)
                        .problem())
                .contains("${loc.flor} is Undefined: loc has no field 'flor'");
        assertThat(statement.template("${n}").explain(input).problem()).contains("${n} is Null, which has no text");
    }

    @Test
    void aLimitThatIsPassedIsTheVerdict() {
        String rows = "{\"rows\":[" + "1,".repeat(2000) + "1]}";
        SqlExplanation explanation = explain(
                "SELECT (SELECT (SELECT VALUE 1 FROM o.rows AS b) AS s FROM o.rows AS a) AS r FROM 'x'",
                "{\"o\":" + rows + "}");
        assertThat(explanation.outcome()).isInstanceOf(SqlOutcome.Output.class);
        SqlExplanation tooMuch = explain(
                "SELECT (SELECT VALUE (SELECT VALUE (SELECT VALUE 1 FROM a.r AS c) FROM a.r AS b) FROM o AS a) AS r FROM 'x'",
                "{\"o\":[{\"r\":[" + "1,".repeat(2000) + "1]}]}");
        assertThat(tooMuch.outcome()).isInstanceOf(SqlOutcome.Failed.class);
        assertThat(tooMuch.verdict()).contains("steps");
    }

    @Test
    void longValuesAreCut() {
        ExplainedExpr value = explain("SELECT a FROM 'x'", "{\"a\":\"" + "ü".repeat(5000) + "\"}")
                .clauses()
                .getFirst()
                .expr();
        assertThat(value.last().orElseThrow().text())
                .hasSize(ExplainedExpr.TEXT_KEPT + 1)
                .endsWith("…");
    }

    /** Whatever is put together, the explained run and the plain run agree, and all that is Undefined has a reason. */
    @Test
    void theExplainedRunGivesWhatThePlainRunGives() {
        int rounds = Integer.getInteger("mooring.fuzz", 100_000) / 10;
        Random random = new Random(20261123);
        for (int i = 0; i < rounds; i++) {
            String sql = "SET @v = " + expression(random, 3) + " SELECT " + expression(random, 4) + " AS a, @v AS b, *"
                    + " FROM 'x' WHERE " + (random.nextBoolean() ? "true OR " : "") + expression(random, 3);
            SqlStatement statement = SqlStatement.parse(sql, SqlVersion.V2016_03_23);
            SqlOutcome plain = statement.evaluate(Messages.input("a/b", PAYLOAD));
            SqlExplanation explained = statement.explain(Messages.input("a/b", PAYLOAD));
            assertThat(describe(explained.outcome())).as(sql).isEqualTo(describe(plain));
            assertThat(explained.verdict()).as(sql).isNotBlank();
            explained.clauses().forEach(clause -> checkReasons(sql, clause.expr()));
        }
    }

    private static void checkReasons(String sql, ExplainedExpr expr) {
        for (ExplainedExpr.Result result : expr.results()) {
            assertThat(result.whyUndefined().isPresent())
                    .as(sql)
                    .isEqualTo(result.text().equals("Undefined"));
            assertThat(result.whyUndefined().orElse("")).as(sql).doesNotContain("it has no value");
        }
        expr.parts().forEach(part -> checkReasons(sql, part));
    }

    private static final List<String> LEAVES = List.of(
            "temperature",
            "deviceId",
            "n",
            "flag",
            "tags",
            "loc",
            "loc.room",
            "loc.floor",
            "nokey",
            "nokey.x",
            "7",
            "-2.5",
            "'text'",
            "'3'",
            "true",
            "null",
            "topic()",
            "topic(7)",
            "rows");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "AND", "OR", "IN");

    private static String expression(Random random, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return LEAVES.get(random.nextInt(LEAVES.size()));
        }
        String a = expression(random, depth - 1);
        String b = expression(random, depth - 1);
        return switch (random.nextInt(10)) {
            case 0 -> "NOT (" + a + ")";
            case 1 -> "(-(" + a + "))";
            case 2 -> "abs(" + a + ")";
            case 3 -> "concat(" + a + ", " + b + ")";
            case 4 -> "CASE " + a + " WHEN " + b + " THEN " + a + (random.nextBoolean() ? " ELSE " + b : "") + " END";
            case 5 -> "cast((" + a + ") as " + (random.nextBoolean() ? "Int" : "String") + ")";
            case 6 -> "(SELECT VALUE (" + a + ") FROM " + (random.nextBoolean() ? "rows" : "loc") + " WHERE x = 1)";
            default -> "((" + a + ") " + OPERATORS.get(random.nextInt(OPERATORS.size())) + " (" + b + "))";
        };
    }

    private static String describe(SqlOutcome outcome) {
        return switch (outcome) {
            case SqlOutcome.Output output -> "output " + text(output);
            case SqlOutcome.NoMatch noMatch -> noMatch.toString();
            case SqlOutcome.Failed failed -> failed.toString();
        };
    }

    private static String text(SqlOutcome outcome) {
        return new String(((SqlOutcome.Output) outcome).payload(), StandardCharsets.UTF_8);
    }

    private static SqlExplanation explain(String sql, String payload) {
        return SqlStatement.parse(sql, SqlVersion.V2016_03_23)
                .explain(Messages.input("things/a", payload.getBytes(StandardCharsets.UTF_8), SqlServices.NONE));
    }
}
