package dev.mooring.standins.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.ApiException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    private static final Map<String, Value> ITEM = Values.fromJson("""
            {"id":{"S":"a"},"n":{"N":"5"},"t":{"S":"hello"},"list":{"L":[{"N":"1"},{"S":"x"}]},
             "map":{"M":{"k":{"S":"v"},"deep":{"M":{"x":{"N":"1"}}}}},"tags":{"SS":["red","blue"]},"none":{"NULL":true}}
            """);
    private static final Map<String, Value> VALUES = Values.fromJson("""
            {":1":{"N":"1"},":5":{"N":"5.0"},":9":{"N":"9"},":hello":{"S":"hello"},":he":{"S":"he"},":red":{"S":"red"},
             ":x":{"S":"x"},":S":{"S":"S"},":l":{"L":[{"N":"7"}]},":blue":{"SS":["blue"]},":reds":{"SS":["red","blue"]}}
            """);

    private static Placeholders placeholders() {
        return new Placeholders(Map.of("#n", "n", "#d", "deep"), VALUES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n = :5 | true",
                "n <> :5 | false",
                "missing <> :5 | true",
                "missing = :5 | false",
                "n < :9 AND n >= :5 | true",
                "n > :9 OR t = :hello | true",
                "NOT n = :5 | false",
                "NOT (n = :9) AND t = :hello | true",
                "n = :9 OR n = :5 AND t = :he | false",
                "n BETWEEN :1 AND :9 AND t = :hello | true",
                "n BETWEEN :1 AND :1 | false",
                "t IN (:he, :hello) | true",
                "t IN (:he) | false",
                "t > :5 | false",
                "attribute_exists(map.k) | true",
                "attribute_exists(map.nope) | false",
                "attribute_not_exists(list[2]) | true",
                "attribute_type(t, :S) | true",
                "begins_with(t, :he) | true",
                "begins_with(n, :he) | false",
                "contains(t, :he) | true",
                "contains(tags, :red) | true",
                "contains(list, :x) | true",
                "contains(list, :red) | false",
                "size(t) = :5 | true",
                "size(list) > :1 | true",
                "size(n) > :1 | false",
                "#n = :5 | true",
                "map.#d.x = :1 | true",
                "list[0] = :1 | true",
            })
    void aConditionHoldsAsAwsSays(String expression, boolean holds) {
        assertThat(ExpressionParser.condition(expression, "FilterExpression", placeholders())
                        .holds(ITEM))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET n = n + :1 | {\"n\":{\"N\":\"6\"}}",
                "SET n = n - :9, t = :x | {\"n\":{\"N\":\"-4\"},\"t\":{\"S\":\"x\"}}",
                "SET fresh = if_not_exists(fresh, :1) | {\"fresh\":{\"N\":\"1\"}}",
                "SET n = if_not_exists(n, :1) + :1 | {\"n\":{\"N\":\"6\"}}",
                "SET list = list_append(list, :l) | {\"list\":{\"L\":[{\"N\":\"1\"},{\"S\":\"x\"},{\"N\":\"7\"}]}}",
                "SET list[9] = :9 | {\"list\":{\"L\":[{\"N\":\"1\"},{\"S\":\"x\"},{\"N\":\"9\"}]}}",
                "SET map.k = :9 | {\"map\":{\"M\":{\"k\":{\"N\":\"9\"},\"deep\":{\"M\":{\"x\":{\"N\":\"1\"}}}}}}",
                "REMOVE list[0], list[1] | {\"list\":{\"L\":[]}}",
                "REMOVE missing | {}",
                "ADD n :1 | {\"n\":{\"N\":\"6\"}}",
                "ADD fresh :1 | {\"fresh\":{\"N\":\"1\"}}",
                "DELETE tags :blue | {\"tags\":{\"SS\":[\"red\"]}}",
                "SET t = n REMOVE n | {\"t\":{\"N\":\"5\"},\"n\":null}",
                "DELETE tags :reds | {\"tags\":null}",
            })
    void anUpdateChangesWhatItNamesAndNothingElse(String expression, String changes) {
        Map<String, Value> expected = new java.util.LinkedHashMap<>(ITEM);
        dev.mooring.standins.Json.MAPPER.readTree(changes).properties().forEach(change -> {
            if (change.getValue().isNull()) {
                expected.remove(change.getKey());
            } else {
                expected.putAll(Values.fromJson("{\"" + change.getKey() + "\":" + change.getValue() + "}"));
            }
        });
        assertThat(ExpressionParser.update(expression, placeholders()).applyTo(ITEM))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n =",
                "n = :nope",
                "#x = :1",
                "n = :1 extra",
                "(n = :1",
                "n ! :1",
                "size(n",
                "n IN ()",
                "begins_with(n)",
                "n = :1 AND",
                "list[x] = :1",
                "list[99999999999] = :1",
                "BETWEEN"
            })
    void aConditionThatIsNoneIsRefusedWithItsName(String expression) {
        assertThatThrownBy(() -> ExpressionParser.condition(expression, "ConditionExpression", placeholders()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("ConditionExpression");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET",
                "SET n",
                "SET n = :1 SET t = :1",
                "MOVE n",
                "SET n = :1, n = :5",
                "SET map = :1, map.k = :1",
                "ADD n n",
                "SET n = :1 +",
                "REMOVE"
            })
    void anUpdateThatIsNoneIsRefused(String expression) {
        assertThatThrownBy(() -> ExpressionParser.update(expression, placeholders()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("UpdateExpression");
    }

    @Test
    void noTextBreaksTheParsers() {
        Random random = new Random(11);
        String[] parts = {
            "n",
            " ",
            "=",
            "<>",
            "(",
            ")",
            ":1",
            ":5",
            "#n",
            "AND",
            "OR",
            "NOT",
            "size",
            "contains",
            ",",
            ".",
            "[",
            "0",
            "]",
            "SET",
            "REMOVE",
            "ADD",
            "+",
            "-",
            "if_not_exists",
            "BETWEEN",
            "IN",
            "ü",
            "list"
        };
        int rounds = Integer.getInteger("mooring.fuzz", 100_000);
        int accepted = 0;
        for (int i = 0; i < rounds; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]).append(' ');
            }
            try {
                if (i % 2 == 0) {
                    ExpressionParser.condition(text.toString(), "FilterExpression", placeholders())
                            .holds(ITEM);
                } else {
                    ExpressionParser.update(text.toString(), placeholders()).applyTo(ITEM);
                }
                accepted++;
            } catch (ApiException refused) {
                assertThat(refused.error()).isEqualTo("ValidationException");
            }
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void keyTextSortsAsTheValuesDo() {
        List<BigDecimal> numbers = Stream.of(
                        "-1e100", "-20", "-19.5", "-2", "-0.5", "-0.05", "0", "1e-100", "0.05", "0.5", "2", "19.5",
                        "20", "199", "1e100")
                .map(BigDecimal::new)
                .toList();
        assertThat(numbers.stream().map(n -> KeyText.of(new Value.Num(n))).toList())
                .isSorted();
        assertThat(Stream.of("", "a", "aa", "b", "z", "ä", "日", "\uD83D\uDE00")
                        .map(text -> KeyText.of(new Value.Text(text)))
                        .toList())
                .isSorted();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            Value.Num a = Values.number(BigDecimal.valueOf(random.nextInt(2000) - 1000, random.nextInt(6) - 2));
            Value.Num b = Values.number(BigDecimal.valueOf(random.nextInt(2000) - 1000, random.nextInt(6) - 2));
            assertThat(Integer.signum(KeyText.of(a).compareTo(KeyText.of(b))))
                    .as("%s and %s", a, b)
                    .isEqualTo(a.number().compareTo(b.number()));
        }
    }
}
