package dev.mooring.api.restjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.ModelReader;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binding, constraints and writing on a small model that has every kind of shape. */
class WireFormatTest {
    private static final ServiceModel MODEL = ModelReader.read(WireFormatTest.class, List.of("everything.json"));
    private static final OperationModel OPERATION = MODEL.operations().get("Everything");
    private static final Shape.Structure INPUT = MODEL.input(OPERATION).orElseThrow();
    private static final RequestBinder BINDER = new RequestBinder(MODEL);
    private static final ConstraintValidator VALIDATOR = new ConstraintValidator(MODEL);

    private static Map<String, Object> bind(String body) {
        return bind(body, Map.of(), Map.of("name", "n"), Map.of());
    }

    private static Map<String, Object> bind(
            String body,
            Map<String, List<String>> query,
            Map<String, String> labels,
            Map<String, List<String>> headers) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/",
                "",
                new HttpHeaders(headers),
                body.getBytes(StandardCharsets.UTF_8),
                "::1",
                Optional.empty());
        return BINDER.bind(INPUT, request, labels, query);
    }

    private static List<String> violations(String body) {
        return VALIDATOR.violations(INPUT, bind(body));
    }

    @Test
    void bindsEveryKindOfShapeFromTheBody() {
        Map<String, Object> input = bind("""
                {"int":-5,"long":9007199254740993,"float":1.5,"double":2.25,"bool":true,"text":"t","Blob":"AAH/",
                 "time":1700000000.123,"list":["a","b"],"map":{"k":1},
                 "nested":{"inner":{"text":"deep"},"list":[]},"unknown":{"x":[1]},"kind":null}""");

        assertThat(input.get("int")).isEqualTo(-5);
        assertThat(input.get("long")).isEqualTo(9007199254740993L);
        assertThat(input.get("float")).isEqualTo(1.5f);
        assertThat(input.get("double")).isEqualTo(2.25);
        assertThat(input.get("bool")).isEqualTo(true);
        assertThat((byte[]) input.get("blob")).containsExactly(0, 1, 0xff);
        assertThat(input.get("time")).isEqualTo(Instant.ofEpochMilli(1700000000123L));
        assertThat(input.get("list")).isEqualTo(List.of("a", "b"));
        assertThat(input.get("map")).isEqualTo(Map.of("k", 1));
        assertThat(input.get("nested")).isEqualTo(Map.of("inner", Map.of("text", "deep"), "list", List.of()));
        assertThat(input).doesNotContainKeys("unknown", "kind").containsEntry("name", "n");
    }

    @Test
    void bindsPathQueryAndHeader() {
        Map<String, Object> input = bind(
                "",
                Map.of("when", List.of("2026-01-18T09:18:06Z"), "flag", List.of("TRUE"), "many", List.of("1", "2")),
                Map.of("name", "a%2Fb%20c"),
                Map.of("X-Json", List.of("eyJhIjoxfQ=="), "x-count", List.of("7")));

        assertThat(input)
                .containsEntry("when", Instant.parse("2026-01-18T09:18:06Z"))
                .containsEntry("flag", true)
                .containsEntry("many", List.of(1, 2))
                .containsEntry("name", "a/b c")
                .containsEntry("json", "{\"a\":1}")
                .containsEntry("count", 7L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[] | the body must be a JSON object",
                "{} {} | more than one JSON value",
                "{\"int\":1, | not valid JSON",
                "{\"int\":1,\"int\":2} | not valid JSON",
                "{\"int\":\"1\"} | the member at /int must be a number",
                "{\"int\":1.5} | the member at /int must be a whole number",
                "{\"int\":3000000000} | the member at /int is out of range",
                "{\"long\":1e30} | the member at /long is out of range",
                "{\"long\":1e999999999} | the member at /long is out of range",
                "{\"text\":1} | the member at /text must be a string",
                "{\"text\":{}} | the member at /text must be a string",
                "{\"list\":{}} | the member at /list must be an array",
                "{\"list\":[\"a\",null]} | the member at /list/1 must be an element",
                "{\"nested\":[]} | the member at /nested must be an object",
                "{\"nested\":{\"inner\":{\"text\":5}}} | the member at /nested/inner/text must be a string",
                "{\"Blob\":\"*\"} | the member at /Blob is not base64",
                "{\"time\":\"yesterday\"} | the member at /time must be a timestamp",
                "{\"time\":1e999999999} | the member at /time must be a timestamp",
                "{\"bool\":\"true\"} | the member at /bool must be a boolean",
            })
    void saysWhereABodyDoesNotHaveItsShape(String body, String message) {
        assertThatThrownBy(() -> bind(body))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageContaining(message);
    }

    @Test
    void takesWholeNumbersHoweverTheyAreWritten() {
        assertThat(bind("{\"int\":1e2,\"long\":5.0}")).containsEntry("int", 100).containsEntry("long", 5L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\"word\":\"\"} | Value '' at 'word' failed to satisfy constraint: Member must have length greater than or equal to 2",
                "{\"text\":\"toolong\"} | Value 'toolong' at 'text' failed to satisfy constraint: Member must have length less than or equal to 5",
                "{\"text\":\"UP\"} | Value 'UP' at 'text' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
                "{\"secret\":\"UP\"} | Value at 'secret' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
                "{\"int\":11} | Value '11' at 'int' failed to satisfy constraint: Member must have value less than or equal to 10",
                "{\"int\":-11} | Value '-11' at 'int' failed to satisfy constraint: Member must have value greater than or equal to -10",
                "{\"kind\":\"C\"} | Value 'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]",
                "{\"Blob\":\"AAAAAAAA\"} | Value '6 bytes' at 'blob' failed to satisfy constraint: Member must have length less than or equal to 4",
                "{\"list\":[\"a\",\"b\",\"c\"]} | Value '[a, b, c]' at 'list' failed to satisfy constraint: Member must have length less than or equal to 2",
                "{\"list\":[\"B\"]} | Value '[B]' at 'list' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 5, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [a-z]+]",
                "{\"map\":{\"K\":1}} | Value '{K=1}' at 'map' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 5, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [a-z]+]",
                "{\"map\":{\"k\":50}} | Value '{k=50}' at 'map' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 10, Member must have value greater than or equal to -10]",
                "{\"nested\":{\"inner\":{}}} | Value null at 'nested.inner.text' failed to satisfy constraint: Member must not be null",
                "{\"structures\":[{\"text\":\"a\"},{\"text\":\"UP\"}]} | Value 'UP' at 'structures.2.member.text' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
            })
    void wordsViolationsAsAwsDoes(String body, String violation) {
        assertThat(violations(body)).containsExactly(violation);
    }

    @Test
    void demandsRequiredMembersWhereverTheyTravel() {
        assertThat(VALIDATOR.violations(INPUT, Map.of()))
                .containsExactly("Value null at 'name' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void countsCharactersNotCodeUnits() {
        // One character outside the basic plane is two code units.
        assertThat(violations("{\"free\":\"" + "\ud83d\ude00".repeat(5) + "\"}"))
                .isEmpty();
        assertThat(violations("{\"free\":\"" + "\ud83d\ude00".repeat(6) + "\"}"))
                .hasSize(1);
    }

    @Test
    void writesWhatItReads() {
        Map<String, Object> output = new LinkedHashMap<>(bind("""
                {"int":5,"long":9007199254740993,"float":1.5,"double":2.25,"bool":true,"text":"é","Blob":"AAH/",
                 "time":1700000000.123,"list":["a"],"map":{"k":1},"nested":{"inner":{"text":"deep"}}}"""));
        output.put("count", 3L);
        output.put("status", 202);

        HttpResponse response = new ResponseWriter(MODEL).write(OPERATION, output, "id-1");

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.headers().first("x-amzn-requestid")).contains("id-1");
        assertThat(response.headers().first("x-count")).contains("3");
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"int\":5,\"long\":9007199254740993,\"float\":1.5,\"double\":2.25,\"bool\":true,"
                        + "\"text\":\"é\",\"Blob\":\"AAH/\",\"time\":1700000000.123,\"list\":[\"a\"],\"map\":{\"k\":1},"
                        + "\"nested\":{\"inner\":{\"text\":\"deep\"}}}");
    }

    /** Any text at all: bound or refused as malformed, never anything else, and what is bound can be checked. */
    @Test
    void bindsOrRefusesEveryBody() {
        Random random = new Random(99);
        List<String> parts = List.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "\"int\":",
                "\"text\":",
                "\"list\":[",
                "\"map\":{",
                "\"nested\":{",
                "\"inner\":{",
                "\"time\":",
                "\"Blob\":",
                "null",
                "true",
                "1",
                "-1.5e3",
                "1e999",
                "\"a\"",
                "\"AAAA\"",
                "\\u0000",
                "\ud800",
                " ",
                "\"structures\":[{",
                "\"unknown\":[[{");
        int bound = 0;
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            StringBuilder body = new StringBuilder(random.nextInt(4) == 0 ? "" : "{");
            for (int p = random.nextInt(9); p > 0; p--) {
                body.append(parts.get(random.nextInt(parts.size())));
            }
            if (random.nextBoolean()) {
                body.append('}');
            }
            Map<String, List<String>> query = new HashMap<>();
            if (random.nextInt(5) == 0) {
                query.put("when", List.of(parts.get(random.nextInt(parts.size()))));
            }
            try {
                VALIDATOR.violations(INPUT, bind(body.toString(), query, Map.of("name", "n"), Map.of()));
                bound++;
            } catch (MalformedRequestException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(bound).isPositive();
    }
}
