package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fact of the language's reference: one rule, one message, one expectation (core's {@code sql/cases.json}). */
record SqlCase(JsonNode node) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    static List<SqlCase> all() {
        try {
            List<SqlCase> cases = new ArrayList<>();
            JSON.readTree(Files.readAllBytes(Mooring.ROOT.resolve("core/src/test/resources/sql/cases.json")))
                    .forEach(one -> cases.add(new SqlCase(one)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return node.get("id").asString();
    }

    String ruleName() {
        return id().replace('-', '_');
    }

    /** Where the rule republishes to; a topic of its own, outside every filter, unless the case says otherwise. */
    String republishTopic() {
        return node.path("republishTopic").asString("result/" + id());
    }

    /** Where the result is to arrive. */
    String resultTopic() {
        return node.path("expectTopic").asString("result/" + id());
    }

    String publishTopic() {
        String topic = node.get("topic").asString();
        return node.path("basicIngest").asBoolean(false) ? "$aws/rules/" + ruleName() + "/" + topic : topic;
    }

    boolean overHttp() {
        return node.path("via").asString("").equals("http");
    }

    boolean needsMqtt5() {
        return node.has("mqtt5");
    }

    Optional<String> clientId() {
        return node.path("clientId").asStringOpt();
    }

    boolean expectsNothing() {
        return node.path("expectNoMatch").asBoolean(false);
    }

    boolean isUncertain() {
        return node.path("uncertain").asBoolean(false);
    }

    byte[] payload() {
        JsonNode payload = node.get("payload");
        if (payload.isString()) {
            return payload.asString().getBytes(StandardCharsets.UTF_8);
        }
        return payload.size() == 1 && payload.has("base64")
                ? Base64.getDecoder().decode(payload.get("base64").asString())
                : payload.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The rule as CreateTopicRule wants it. */
    byte[] rule() {
        var rule = JSON.createObjectNode()
                .put("sql", node.get("sql").asString())
                .put("awsIotSqlVersion", node.get("sqlVersion").asString());
        rule.putArray("actions")
                .addObject()
                .putObject("republish")
                .put("topic", republishTopic())
                .put("roleArn", "arn:aws:iam::000000000000:role/rules");
        return JSON.writeValueAsBytes(rule);
    }

    /** Compares the messages that arrived with what is expected. */
    void check(List<byte[]> results) {
        if (expectsNothing()) {
            assertThat(results).as(id()).isEmpty();
            return;
        }
        assertThat(results)
                .as("%s gives one message on %s", id(), resultTopic())
                .hasSize(1);
        byte[] result = results.getFirst();
        if (node.has("expectRawBase64")) {
            assertThat(Base64.getEncoder().encodeToString(result))
                    .isEqualTo(node.get("expectRawBase64").asString());
            return;
        }
        JsonNode actual = JSON.readTree(result);
        if (node.has("expect")) {
            assertThat(same(actual, node.get("expect")))
                    .as("%s gives %s, expected %s", node.get("sql"), actual, node.get("expect"))
                    .isTrue();
        }
        if (node.has("expectUndefined")) {
            assertThat(actual.get("ok").asInt()).isEqualTo(1);
            node.get("expectUndefined")
                    .forEach(key -> assertThat(actual.has(key.asString())).isFalse());
        }
        if (node.has("expectPattern")) {
            node.get("expectPattern").properties().forEach(pattern -> assertThat(
                            actual.get(pattern.getKey()).asString())
                    .matches(pattern.getValue().asString()));
        }
    }

    /** Whole numbers exactly, others within 1e-12 of their value, objects without order. */
    private static boolean same(JsonNode actual, JsonNode expected) {
        if (expected.isNumber()) {
            return actual.isNumber() && sameNumber(actual.decimalValue(), expected.decimalValue());
        }
        if (expected.isObject()) {
            return actual.isObject()
                    && actual.size() == expected.size()
                    && expected.properties().stream()
                            .allMatch(member -> actual.has(member.getKey())
                                    && same(actual.get(member.getKey()), member.getValue()));
        }
        if (expected.isArray()) {
            boolean same = actual.isArray() && actual.size() == expected.size();
            for (int i = 0; same && i < expected.size(); i++) {
                same = same(actual.get(i), expected.get(i));
            }
            return same;
        }
        return actual.equals(expected);
    }

    private static boolean sameNumber(BigDecimal actual, BigDecimal expected) {
        double difference = actual.subtract(expected).abs().doubleValue();
        return expected.stripTrailingZeros().scale() <= 0
                ? difference == 0 || (difference <= 1e-12 && actual.scale() > 0)
                : difference <= 1e-12 * expected.abs().doubleValue();
    }
}
