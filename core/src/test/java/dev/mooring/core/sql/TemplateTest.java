package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final String PAYLOAD =
            "{\"a\":\"p\",\"n\":42,\"d\":10.50,\"b\":true,\"o\":{\"x\":[1,\"}\"]},\"z\":null}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain/text|plain/text",
                "``|``",
                "$$aws/things/${a}/x|$$aws/things/p/x",
                "${topic()}|things/myThings/thingOne",
                "${a}${n}|p42",
                "a${n}b${d}c|a42b10.5c",
                "${b}|true",
                "${o}|{\"x\":[1,\"}\"]}",
                "${ {'k': \"}\", 'l': {'m': n}} }!|{\"k\":\"}\",\"l\":{\"m\":42}}!",
                "${get(*, 'n') + 1}|43",
                "${(SELECT VALUE x FROM o)}|[1,\"}\"]",
                "$|$",
                "{$}{a}|{$}{a}",
                "ü${a}'\"|üp'\""
            })
    void rendersOnTheOriginalMessage(String template, String expected) {
        assertThat(Template.parse(template, SqlVersion.BETA).render(input())).contains(expected);
    }

    @Test
    void starIsTheWholePayload() {
        assertThat(Template.parse("${*}", SqlVersion.BETA).render(Messages.input("t", "[1, 2]")))
                .contains("[1,2]");
    }

    @ParameterizedTest
    @CsvSource({"x/${nokey}", "${z}", "${n / 0}", "${abs('x')}/y"})
    void isEmptyWhenAPartIsUndefinedOrNull(String template) {
        assertThat(Template.parse(template, SqlVersion.BETA).render(input())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x/${a|Expected '}' but found the end at line 1 column 6",
                "x/${}|Expected an expression but found '}' at line 1 column 5",
                "${a b}|Expected '}' but found 'b' at line 1 column 5",
                "${@v}|Expected a variable that SET has assigned but found '@v' at line 1 column 3",
                "${'a}|Expected a closing ' for the string at line 1 column 3"
            })
    void pointsAtTheFault(String template, String message) {
        assertThatThrownBy(() -> Template.parse(template, SqlVersion.BETA))
                .isInstanceOf(SqlParseException.class)
                .hasMessage(message);
    }

    @Test
    void knowsWhetherItIsLiteral() {
        assertThat(Template.parse("a/$b/{c}", SqlVersion.BETA).isLiteral()).isTrue();
        assertThat(Template.parse("", SqlVersion.BETA).isLiteral()).isTrue();
        assertThat(Template.parse("${1}", SqlVersion.BETA).isLiteral()).isFalse();
    }

    @Test
    void sharesTheVariablesOfItsStatementAndEvaluatesThemOnce() {
        SqlStatement statement = SqlStatement.parse(
                "SET @id = newuuid(), @rows = (SELECT VALUE r.x FROM e AS r) SELECT @id AS id FROM 'a'",
                SqlVersion.BETA);
        SqlInput input = Messages.input("t", "{\"e\":[{\"x\":1},{\"x\":2}],\"f\":[{\"y\":3}]}");
        String selected = new String(((SqlOutcome.Output) statement.evaluate(input)).payload());
        String rendered = statement.template("${@id}").render(input).orElseThrow();
        assertThat(selected).isEqualTo("{\"id\":\"" + rendered + "\"}");
        assertThat(statement
                        .template("${(SELECT VALUE concat(q.y, @rows, q.y) FROM f AS q)}")
                        .render(input))
                .contains("[[3,1,2,3]]");
        assertThat(statement
                        .template("${@id}")
                        .render(Messages.input("t", "{}"))
                        .orElseThrow())
                .isNotEqualTo(rendered);
    }

    @Test
    void knowsWhetherItCallsServicesAlsoThroughAVariable() {
        SqlStatement statement =
                SqlStatement.parse("SET @s = get_thing_shadow('t', 'role'), @t = 1 SELECT 1 AS a", SqlVersion.BETA);
        assertThat(statement.callsServices()).isTrue();
        assertThat(statement.template("${@s.state}").callsServices()).isTrue();
        assertThat(statement.template("${a}").callsServices()).isFalse();
    }

    private static SqlInput input() {
        return Messages.input("things/myThings/thingOne", PAYLOAD);
    }
}
