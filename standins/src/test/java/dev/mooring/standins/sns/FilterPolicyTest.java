package dev.mooring.standins.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPolicyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":[\"x\"]}                                | {\"a\":\"x\"}            | true",
                "{\"a\":[\"x\"]}                                | {\"a\":\"X\"}            | false",
                "{\"a\":[\"x\",\"y\"]}                          | {\"a\":\"y\"}            | true",
                "{\"a\":[\"x\"]}                                | {}                       | false",
                "{}                                             | {\"a\":1}                | true",
                "{\"a\":[\"x\"],\"b\":[1]}                      | {\"a\":\"x\",\"b\":1.0}  | true",
                "{\"a\":[\"x\"],\"b\":[1]}                      | {\"a\":\"x\",\"b\":2}    | false",
                "{\"a\":[1]}                                    | {\"a\":\"1\"}            | false",
                "{\"a\":[null,true]}                            | {\"a\":null}             | true",
                "{\"a\":[null,true]}                            | {\"a\":false}            | false",
                "{\"a\":[\"x\"]}                                | {\"a\":[\"w\",\"x\"]}    | true",
                "{\"a\":[{\"prefix\":\"ki\"}]}                  | {\"a\":\"kitchen\"}      | true",
                "{\"a\":[{\"suffix\":\"ki\"}]}                  | {\"a\":\"kitchen\"}      | false",
                "{\"a\":[{\"equals-ignore-case\":\"KITCHEN\"}]} | {\"a\":\"kitchen\"}      | true",
                "{\"a\":[{\"wildcard\":\"k*c*n\"}]}             | {\"a\":\"kitchen\"}      | true",
                "{\"a\":[{\"wildcard\":\"*k*k\"}]}              | {\"a\":\"k\"}            | false",
                "{\"a\":[{\"wildcard\":\"ab*ba\"}]}             | {\"a\":\"aba\"}          | false",
                "{\"a\":[{\"anything-but\":\"x\"}]}             | {\"a\":\"y\"}            | true",
                "{\"a\":[{\"anything-but\":[\"x\",1]}]}         | {\"a\":1}                | false",
                "{\"a\":[{\"anything-but\":{\"prefix\":\"x\"}}]}| {\"a\":\"xy\"}           | false",
                "{\"a\":[{\"anything-but\":\"x\"}]}             | {}                       | false",
                "{\"a\":[{\"numeric\":[\">\",0,\"<=\",5]}]}     | {\"a\":5}                | true",
                "{\"a\":[{\"numeric\":[\">\",0,\"<=\",5]}]}     | {\"a\":0}                | false",
                "{\"a\":[{\"numeric\":[\"=\",3.0]}]}            | {\"a\":3}                | true",
                "{\"a\":[{\"exists\":true}]}                    | {\"a\":\"\"}             | true",
                "{\"a\":[{\"exists\":false}]}                   | {\"a\":1}                | false",
                "{\"a\":[{\"exists\":false}]}                   | {\"b\":1}                | true",
                "{\"a\":{\"b\":[1]}}                            | {\"a\":{\"b\":1}}        | true",
                "{\"a\":{\"b\":[1],\"c\":[2]}}                  | {\"a\":[{\"b\":1},{\"c\":2}]} | false",
                "{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}            | {\"b\":1}                | true",
                "{\"$or\":[{\"a\":[1]},{\"b\":[1]}],\"c\":[1]}  | {\"b\":1}                | false",
            })
    void aPolicyMatchesAsAwsSays(String policy, String document, boolean matches) {
        assertThat(FilterPolicy.parse(policy, true).matches(Json.MAPPER.readTree(document)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\":\"x\"}",
                "{\"a\":[]}",
                "{\"a\":[[1]]}",
                "{\"a\":[{\"near\":1}]}",
                "{\"a\":[{\"prefix\":1}]}",
                "{\"a\":[{\"numeric\":[\"!\",1]}]}",
                "{\"a\":[{\"numeric\":[\">\"]}]}",
                "{\"a\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}",
                "{\"$or\":[{\"a\":[1]}]}extra"
            })
    void aPolicyThatIsNoneIsRefusedWithAReason(String policy) {
        assertThatThrownBy(() -> FilterPolicy.parse(policy, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("FilterPolicy: ");
    }

    @Test
    void aPolicyOnAttributesHasNoObjects() {
        assertThatThrownBy(() -> FilterPolicy.parse("{\"a\":{\"b\":[1]}}", false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTextBreaksTheParser() {
        Random random = new Random(7);
        String[] parts = {
            "{",
            "}",
            "[",
            "]",
            "\"a\"",
            ":",
            ",",
            "1",
            "\"$or\"",
            "\"numeric\"",
            "\"exists\"",
            "true",
            "\"anything-but\"",
            "\">\"",
            "null",
            "\"wildcard\""
        };
        int rounds = Integer.getInteger("mooring.fuzz", 100_000);
        int accepted = 0;
        for (int i = 0; i < rounds; i++) {
            StringBuilder text = new StringBuilder("{\"a\":[");
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            text.append("]}");
            try {
                FilterPolicy.parse(text.toString(), true).matches(Json.MAPPER.readTree("{\"a\":1}"));
                accepted++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("FilterPolicy: ");
            }
        }
        assertThat(accepted).isPositive();
    }
}
