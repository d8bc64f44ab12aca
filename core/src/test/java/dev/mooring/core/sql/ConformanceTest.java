package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.message.Origin;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every case of {@code sql/cases.json}, a file of facts from the language's reference; each is one rule, one message and
 * one expectation. Cases marked uncertain, where the reference is silent or contradicts itself, are skipped with a word
 * when they come out otherwise.
 */
class ConformanceTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    @TestFactory
    Stream<DynamicTest> theReferenceHolds() throws IOException {
        try (InputStream file = ConformanceTest.class.getResourceAsStream("/sql/cases.json")) {
            JsonNode cases = JSON.readTree(file);
            assertThat(cases.size()).isGreaterThan(700);
            List<DynamicTest> tests = new ArrayList<>();
            cases.forEach(one -> tests.add(DynamicTest.dynamicTest(
                    one.get("section").asString() + " " + one.get("id").asString(), () -> {
                        if (one.path("uncertain").asBoolean(false)) {
                            try {
                                check(one);
                            } catch (AssertionError e) {
                                throw new TestAbortedException(
                                        "uncertain (" + one.get("note").asString() + "): " + e.getMessage());
                            }
                        } else {
                            check(one);
                        }
                    })));
            return tests.stream();
        }
    }

    private static void check(JsonNode one) {
        SqlVersion version = SqlVersion.of(one.get("sqlVersion").asString());
        SqlStatement statement = SqlStatement.parse(one.get("sql").asString(), version);
        String topic = one.get("topic").asString();
        SqlInput input = SqlInput.of(message(one, topic), InstantSource.system(), SqlServices.NONE);
        boolean matches = one.path("basicIngest").asBoolean(false)
                || new TopicFilter(statement.topicFilter().orElseThrow())
                        .matches(topic, MultiLevelWildcard.EXCLUDES_PARENT);
        SqlOutcome outcome = matches ? statement.evaluate(input) : new SqlOutcome.NoMatch(false);
        if (one.path("expectNoMatch").asBoolean(false)) {
            assertThat(outcome).isInstanceOf(SqlOutcome.NoMatch.class);
            return;
        }
        assertThat(outcome).isInstanceOf(SqlOutcome.Output.class);
        byte[] payload = ((SqlOutcome.Output) outcome).payload();
        if (one.has("expectRawBase64")) {
            assertThat(Base64.getEncoder().encodeToString(payload))
                    .isEqualTo(one.get("expectRawBase64").asString());
            return;
        }
        JsonNode actual = JSON.readTree(payload);
        if (one.has("expect")) {
            assertThat(sameJson(actual, one.get("expect")))
                    .as("%s gives %s, expected %s", one.get("sql"), actual, one.get("expect"))
                    .isTrue();
        }
        if (one.has("expectUndefined")) {
            assertThat(actual.get("ok").asInt()).isEqualTo(1);
            one.get("expectUndefined").forEach(key -> assertThat(actual.has(key.asString()))
                    .as("%s", actual)
                    .isFalse());
        }
        if (one.has("expectPattern")) {
            one.get("expectPattern").properties().forEach(pattern -> assertThat(
                            actual.get(pattern.getKey()).asString())
                    .matches(pattern.getValue().asString()));
        }
        if (one.has("expectTopic")) {
            assertThat(statement.template(one.get("republishTopic").asString()).render(input))
                    .contains(one.get("expectTopic").asString());
        }
    }

    private static Message message(JsonNode one, String topic) {
        boolean http = one.path("via").asString("").equals("http");
        Origin origin = new Origin(
                http ? Origin.Protocol.HTTP : Origin.Protocol.MQTT,
                http ? Optional.empty() : Optional.of(one.path("clientId").asString("some-client")),
                "ba67293af50bf2506f5f93469686da660c7c844e7b3950bfb16813e0d31e9373",
                Optional.of("127.0.0.1"),
                http ? Optional.empty() : Optional.of("12345678-1234-1234-1234-123456789012"),
                0);
        String published = one.path("basicIngest").asBoolean(false) ? "$aws/rules/some_rule/" + topic : topic;
        return Messages.message(published, payload(one.get("payload")), properties(one.path("mqtt5")), origin);
    }

    private static byte[] payload(JsonNode payload) {
        if (payload.isString()) {
            return payload.asString().getBytes(StandardCharsets.UTF_8);
        }
        return payload.size() == 1 && payload.has("base64")
                ? Base64.getDecoder().decode(payload.get("base64").asString())
                : payload.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static MessageProperties properties(JsonNode mqtt5) {
        List<UserProperty> userProperties = new ArrayList<>();
        mqtt5.path("userProperties")
                .forEach(pair -> userProperties.add(
                        new UserProperty(pair.get(0).asString(), pair.get(1).asString())));
        return new MessageProperties(
                mqtt5.path("payloadFormatIndicator").asInt(0) == 1,
                Optional.empty(),
                mqtt5.path("contentType").asStringOpt(),
                mqtt5.path("responseTopic").asStringOpt(),
                mqtt5.path("correlationDataBase64").asStringOpt().map(Base64.getDecoder()::decode),
                userProperties);
    }

    /** Integers exactly, other numbers within 1e-12 of their value, objects without order. */
    private static boolean sameJson(JsonNode actual, JsonNode expected) {
        if (expected.isNumber()) {
            return actual.isNumber() && sameNumber(actual.decimalValue(), expected.decimalValue());
        }
        if (expected.isObject()) {
            return actual.isObject()
                    && actual.size() == expected.size()
                    && expected.properties().stream()
                            .allMatch(member -> actual.has(member.getKey())
                                    && sameJson(actual.get(member.getKey()), member.getValue()));
        }
        if (expected.isArray()) {
            boolean same = actual.isArray() && actual.size() == expected.size();
            for (int i = 0; same && i < expected.size(); i++) {
                same = sameJson(actual.get(i), expected.get(i));
            }
            return same;
        }
        return actual.equals(expected);
    }

    private static boolean sameNumber(BigDecimal actual, BigDecimal expected) {
        if (expected.stripTrailingZeros().scale() <= 0) {
            return actual.compareTo(expected) == 0
                    || actual.subtract(expected).abs().doubleValue() <= 1e-12 && actual.scale() > 0;
        }
        return actual.subtract(expected).abs().doubleValue()
                <= 1e-12 * expected.abs().doubleValue();
    }
}
