package dev.mooring.standins.iotevents.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExpressionTest {
    private static final int INPUTS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final JsonNode IN = JsonMapper.shared().readTree("""
            {"t": 10.01, "n": 13, "s": "offline", "b": true, "nul": null, "list": [78.4, 77.9], "o": {"x y": 1, "_v": 2}}""");

    private static final Scope SCOPE = new Scope() {
        @Override
        public JsonNode input(String name) {
            return name.equals("in") ? IN : IN.path("none");
        }

        @Override
        public JsonNode variable(String name) {
            return IN.path(name);
        }

        @Override
        public boolean timeout(String timer) {
            return timer.equals("cool");
        }

        @Override
        public String triggerType() {
            return "Message";
        }

        @Override
        public String currentInput() {
            return "in";
        }
    };

    private static String value(String text) {
        JsonNode value = Expression.parse(text).evaluate(SCOPE);
        return value.isMissingNode() ? "undefined" : value.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3                                  ; 7",
                "(1 + 2) * 3                                ; 9",
                "7 / 2                                      ; 4",
                "7 / 2.0                                    ; 3.5",
                "1 / 0                                      ; undefined",
                "-$variable.n                               ; -13",
                "9223372036854775807 + 1                    ; undefined",
                "13 | 5                                     ; 13",
                "13 & 5                                     ; 5",
                "13 ^ 5                                     ; 8",
                "~13                                        ; -14",
                "bitor(13, 5) == 13 && bitand(13, 5) == 5 && bitxor(13, 5) == 8 && bitnot(13) == -14 ; true",
                "1 < 2                                      ; true",
                "1 == 1.0                                   ; true",
                "1 == '1'                                   ; undefined",
                "'a' < 'b'                                  ; true",
                "true == true                               ; true",
                "true < false                               ; undefined",
                "!$variable.b                               ; false",
                "!$variable.none                            ; undefined",
                "'my' + 'string'                            ; \"mystring\"",
                "'my' + 1                                   ; undefined",
                "$input.in.t > 10                           ; true",
                "$input.in.list[1]                          ; 77.9",
                "$input.in.list[2]                          ; undefined",
                "$input.in.o.`x y` + $input.in.o.`_v`       ; 3",
                "$input.other.x                             ; undefined",
                "$input.other.x == 1 || $variable.n == 13   ; true",
                "$input.other.x == 1 && true                ; undefined",
                "$variable.n == 13 && $variable.n           ; undefined",
                "false && $input.other.x                    ; false",
                "isUndefined($input.in.none)                ; true",
                "isUndefined($input.in.nul)                 ; false",
                "isNull($input.in.nul)                      ; true",
                "startsWith($input.in.s, \"off\")           ; true",
                "endsWith($input.in.s, 'line')              ; true",
                "contains($input.in.s, 'fli')               ; true",
                "contains($input.in.n, 'fli')               ; undefined",
                "timeout(\"cool\")                          ; true",
                "timeout('warm')                            ; false",
                "triggerType(\"Message\")                   ; true",
                "currentInput('in') && $input.in.s == \"offline\" ; true",
                "convert(String, $input.in.t)               ; \"10.01\"",
                "convert(Decimal, '12.5') + 1               ; 13.5",
                "convert(Decimal, 'x')                      ; undefined",
                "convert(Boolean, 'true')                   ; true",
                "convert(String, $input.in.list)            ; undefined",
                "'${$input.in.t * 9 / 5 + 32} in Fahrenheit' ; \"50.018 in Fahrenheit\"",
                "'{\"s\":\"${$input.in.s}\",\"n\":${$variable.n + 1}}' ; \"{\\\"s\\\":\\\"offline\\\",\\\"n\\\":14}\"",
                "'a ${$input.in.none} b'                    ; undefined",
                "'it\\'s'                                   ; \"it's\"",
            })
    void expressionsAreWorthWhatAwsSays(String text, String expected) {
        assertThat(value(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 +",
                "(1",
                "1)",
                "'a",
                "$input",
                "$input.",
                "$other.x",
                "$input.a[",
                "$input.a[x]",
                "nope(1)",
                "timeout()",
                "timeout('a', 'b')",
                "word",
                "1 2",
                "'${1'",
                "'${}'",
                "99999999999999999999",
                "1e999",
                "&& true",
                "$variable.`a"
            })
    void whatIsNoExpressionIsRefused(String text) {
        assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestingHasALimit() {
        assertThat(value("(".repeat(40) + "1" + ")".repeat(40))).isEqualTo("1");
        assertThatThrownBy(() -> Expression.parse("(".repeat(60) + "1" + ")".repeat(60)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Expression.parse("1" + "+1".repeat(1001))).hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Expression.parse("!".repeat(60) + "true")).hasMessageContaining("nested too deeply");
    }

    @Test
    void parametersAreExpressionsOnlyWhereTheyLookLikeOnes() {
        assertThat(Texts.parameter("hvac/Heating/On").evaluate(SCOPE).stringValue())
                .isEqualTo("hvac/Heating/On");
        assertThat(Texts.parameter("'a/' + $variable.s").evaluate(SCOPE).stringValue())
                .isEqualTo("a/offline");
        assertThat(Texts.literal("-12").intValue()).isEqualTo(-12);
        assertThat(Texts.literal("true").booleanValue()).isTrue();
        assertThat(Texts.literal("'a'").stringValue()).isEqualTo("a");
        assertThat(Texts.literal("some text").stringValue()).isEqualTo("some text");
    }

    @Test
    void noTextBreaksTheParser() {
        Random random = new Random(5);
        String[] pieces = {
            "$input.in.",
            "$variable.",
            "n",
            "s",
            "t",
            "(",
            ")",
            "'",
            "\"",
            "${",
            "}",
            "+",
            "-",
            "*",
            "/",
            "&&",
            "||",
            "|",
            "&",
            "^",
            "~",
            "!",
            "==",
            "!=",
            "<",
            ">=",
            "1",
            "2.5",
            "e9",
            "[0]",
            "`",
            ".",
            ",",
            "timeout(",
            "convert(String,",
            "contains(",
            " ",
            "\\"
        };
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                value(text.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
