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

class JsonPathTest {
    private static final int INPUTS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNode STORE = json("""
            {'store': {'book': [
                {'title': 'A', 'price': 8.95, 'isbn': 'x'},
                {'title': 'B', 'price': 12.99},
                {'title': 'C', 'price': 8.99, 'isbn': 'y', 'tags': ['t', 'u']}],
              'bicycle': {'color': 'red', 'price': 19.95}},
             'a-b': 1, 'dot.ted': 2, 'nul': null, 'limit': 9}
            """);

    private static JsonNode json(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "$.limit ; 9",
                "$['limit'] ; 9",
                "$.a-b ; 1",
                "$['dot.ted'] ; 2",
                "$.nul ; null",
                "$.store.book[0].title ; 'A'",
                "$.store.book[-1].title ; 'C'",
                "$.store.book[*].title ; ['A','B','C']",
                "$.store.book[0,2].title ; ['A','C']",
                "$.store.book[0:2].title ; ['A','B']",
                "$.store.book[:1].title ; ['A']",
                "$.store.book[-2:].title ; ['B','C']",
                "$.store.book[::2].title ; ['A','C']",
                "$.store.book[5:9].title ; []",
                "$.store.*.color ; ['red']",
                "$..price ; [8.95,12.99,8.99,19.95]",
                "$..book[0].title ; ['A']",
                "$..['color'] ; ['red']",
                "$.store.bicycle['color','price'] ; ['red',19.95]",
                "$.store.book[?(@.price < 9)].title ; ['A','C']",
                "$.store.book[?(@.price<$.limit)].title ; ['A','C']",
                "$.store.book[?(@.isbn)].title ; ['A','C']",
                "$.store.book[?(!@.isbn)].title ; ['B']",
                "$.store.book[?(@.title=='B' || @.isbn=='y')].title ; ['B','C']",
                "$.store.book[?(@.price>8 && (@.price<=8.95))].title ; ['A']",
                "$.store.book[?(@.price != 8.95)].title ; ['B','C']",
                "$.store.book[?(@.isbn == 'none')].title ; []",
                "$.store.book[?(@.title == true)].title ; []",
                "$.none ; -",
                "$.none.deeper ; -",
                "$.store.book[3] ; -",
                "$.limit[0] ; -",
            })
    void pathsSelect(String path, String expected) {
        assertThat(JsonPath.parse(path).find(STORE).map(JsonNode::toString).orElse("-"))
                .isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "$.",
                "$..",
                "$x",
                "$[",
                "$[]",
                "$['a'",
                "$['a",
                "$[1",
                "$[99999999999]",
                "$.a b",
                "$[?(@.a]",
                "$[?()]",
                "$[?(@.a ==)]",
                "$.a.length()",
                "$[0:1:0]",
                "$[?(@.a =~ /x/)]",
                "$$$",
                "$.a]",
                "$['a\\"
            })
    void whatIsNoPathIsRefused(String text) {
        assertThatThrownBy(() -> JsonPath.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestingHasALimit() {
        String deep = "$" + "[?(@".repeat(60) + ")]".repeat(60);
        assertThatThrownBy(() -> JsonPath.parse(deep)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonPath.parse("$[?(" + "!".repeat(100) + "@.a)]"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonPath.parse("$." + "a".repeat(5000))).hasMessageContaining("4096");
    }

    @Test
    void aPathThatMultipliesIsStopped() {
        JsonNode wide = json("[" + "[1,1,1,1,1,1,1,1,1,1],".repeat(99) + "[]]");
        assertThatThrownBy(() -> JsonPath.parse("$" + "..*".repeat(30)).find(json("[".repeat(60) + "]".repeat(60))))
                .isInstanceOf(StatesException.class);
        assertThat(JsonPath.parse("$..*").find(wide)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$          | {'a':1}        | 9",
                "$.a        | {'a':1,'b':2}  | {'a':9,'b':2}",
                "$.b.c      | {'a':1}        | {'a':1,'b':{'c':9}}",
                "$.a[1]     | {'a':[1,2]}    | {'a':[1,9]}",
                "$.a[0].b   | {'a':[{}]}     | {'a':[{'b':9}]}",
            })
    void aReferencePathPutsIntoACopy(String path, String input, String expected) {
        JsonNode root = json(input);
        JsonNode before = root.deepCopy();
        assertThat(JsonPath.parse(path).put(root, json("9"))).isEqualTo(json(expected));
        assertThat(root).isEqualTo(before);
    }

    /** Whatever is read: it is a path, or is refused with a reason; and what was put is found. */
    @Test
    void noTextBreaksTheParser() {
        Random random = new Random(7);
        String[] pieces = {
            "$",
            ".",
            "..",
            "[",
            "]",
            "?(",
            ")",
            "@",
            "a",
            "book",
            "'",
            "\"",
            "*",
            ":",
            ",",
            "-1",
            "0",
            "2",
            "==",
            "<",
            "&&",
            "||",
            "!",
            " ",
            "\\",
            "store",
            "price",
            "é",
            "9999999999"
        };
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder("$");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                JsonPath path = JsonPath.parse(text.toString());
                path.find(STORE);
                if (path.isReference()) {
                    JsonNode put = path.put(STORE, json("'new'"));
                    assertThat(path.find(put)).as(text.toString()).contains(json("'new'"));
                }
            } catch (IllegalArgumentException | StatesException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
