package dev.mooring.standins.states.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IntrinsicsTest {
    private static final int INPUTS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Data DATA =
            new Data(MAPPER.readTree("""
                    {"name":"Ann","n":7,"half":2.5,"a":[1,2,3,4,5],"dup":[1,1.0,"1",1],"o":{"x":1,"y":2},"p":{"y":3},
                     "json":"{\\"k\\":[true]}","t":true,"it's":"q"}"""), MAPPER.readTree("{\"Execution\":{\"Name\":\"e\"}}"), new Random(1));

    private static JsonNode value(String text) {
        return Expression.parse(text).evaluate(DATA);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "States.Format('Hello, {}!', $.name)               | \"Hello, Ann!\"",
                "States.Format('{} {} {}', $.n, $.o, $.t)          | \"7 {\\\"x\\\":1,\\\"y\\\":2} true\"",
                "States.Format('it\\'s \\{\\} \\\\')               | \"it's {} \\\\\"",
                "States.Format('{}', $['it\\'s'])                  | \"q\"",
                "States.StringToJson($.json)                       | {\"k\":[true]}",
                "States.JsonToString($.o)                          | \"{\\\"x\\\":1,\\\"y\\\":2}\"",
                "States.Array()                                    | []",
                "States.Array(1, 'a', null, $.t, 1.50)             | [1,\"a\",null,true,1.50]",
                "States.ArrayPartition($.a, 2)                     | [[1,2],[3,4],[5]]",
                "States.ArrayPartition($.a, 2000000000)            | [[1,2,3,4,5]]",
                "States.ArrayContains($.a, 5)                      | true",
                "States.ArrayContains($.a, '5')                    | false",
                "States.ArrayRange(1, 9, 2)                        | [1,3,5,7,9]",
                "States.ArrayRange(3, 1, -1)                       | [3,2,1]",
                "States.ArrayRange(1, 0, 1)                        | []",
                "States.ArrayGetItem($.a, 2)                       | 3",
                "States.ArrayLength($.a)                           | 5",
                "States.ArrayUnique($.dup)                         | [1,\"1\"]",
                "States.Base64Encode($.name)                       | \"QW5u\"",
                "States.Base64Decode('QW5u')                       | \"Ann\"",
                "States.Hash('abc', 'SHA-256') | \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
                "States.Hash('abc', 'MD5')                         | \"900150983cd24fb0d6963f7d28e17f72\"",
                "States.JsonMerge($.o, $.p, false)                 | {\"x\":1,\"y\":3}",
                "States.MathAdd($.n, -10)                          | -3",
                "States.MathAdd($.half, 0)                         | 3",
                "States.StringSplit('1,2;3,,4', ',;')              | [\"1\",\"2\",\"3\",\"4\"]",
                "States.ArrayLength(States.StringSplit($.name, 'n')) | 1",
                "$$.Execution.Name                                 | \"e\"",
            })
    void functionsGiveWhatAwsSays(String call, String expected) {
        assertThat(value(call).toString()).isEqualTo(expected);
    }

    @Test
    void randomNumbersAreWithinTheirBounds() {
        for (int i = 0; i < 1000; i++) {
            assertThat(value("States.MathRandom(5, 8)").intValue()).isBetween(5, 7);
        }
        assertThat(value("States.MathRandom(1, 1000000, 42)")).isEqualTo(value("States.MathRandom(1, 1000000, 42)"));
        assertThat(value("States.UUID()").stringValue())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(value("States.UUID()").stringValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "States.Format('{}')",
                "States.Format('x', 1)",
                "States.Format('{', 1)",
                "States.StringToJson('{')",
                "States.StringToJson($.n)",
                "States.ArrayPartition($.a, 0)",
                "States.ArrayRange(1, 2, 0)",
                "States.ArrayRange(0, 1000, 1)",
                "States.ArrayGetItem($.a, 5)",
                "States.ArrayGetItem($.a, -1)",
                "States.ArrayLength($.n)",
                "States.Base64Decode('?')",
                "States.Hash('a', 'CRC')",
                "States.JsonMerge($.o, $.p, true)",
                "States.JsonMerge($.o, 1, false)",
                "States.MathRandom(2, 2)",
                "States.MathAdd(2147483647, 1)",
                "States.MathAdd('1', 1)",
                "States.MathAdd(1e300, 1)"
            })
    void wrongArgumentsFailTheState(String call) {
        assertThatThrownBy(() -> value(call))
                .isInstanceOf(StatesException.class)
                .extracting(e -> ((StatesException) e).error())
                .isEqualTo("States.IntrinsicFailure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "States.Nope()", "States.UUID(1)", "States.UUID", "States.UUID()x", "States.Format('a",
                        "States.Format(a)",
                "States.MathAdd(1 2)", "States.Format('\\x')", "plain", "", "States.Array(,)", "States.Array($.a"
            })
    void whatIsNoCallIsRefused(String call) {
        assertThatThrownBy(() -> Expression.parse(call)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsAreNestedTenDeepAtMost() {
        assertThat(value("States.Array(".repeat(10) + ")".repeat(10)).toString())
                .startsWith("[[[");
        assertThatThrownBy(() -> Expression.parse("States.Array(".repeat(11) + ")".repeat(11)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTextBreaksTheParser() {
        Random random = new Random(11);
        String[] pieces = {
            "States.",
            "Format",
            "Array",
            "MathAdd",
            "StringSplit",
            "ArrayRange",
            "(",
            ")",
            ",",
            "'",
            "{}",
            "\\",
            "$.n",
            "$.a[0]",
            "$",
            "[",
            "]",
            "1",
            "-",
            "e9",
            ".",
            " ",
            "null",
            "x"
        };
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "States.Array(");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                value(text.toString());
            } catch (IllegalArgumentException | StatesException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
