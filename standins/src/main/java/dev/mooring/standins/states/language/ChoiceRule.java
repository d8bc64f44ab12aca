package dev.mooring.standins.states.language;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** The condition of a Choice state's rule. A value of another type than the operator's compares to false. */
sealed interface ChoiceRule {
    /** @throws StatesException States.Runtime when a variable is not there */
    boolean holds(Data data);

    record And(List<ChoiceRule> rules) implements ChoiceRule {
        @Override
        public boolean holds(Data data) {
            return rules.stream().allMatch(rule -> rule.holds(data));
        }
    }

    record Or(List<ChoiceRule> rules) implements ChoiceRule {
        @Override
        public boolean holds(Data data) {
            return rules.stream().anyMatch(rule -> rule.holds(data));
        }
    }

    record Not(ChoiceRule rule) implements ChoiceRule {
        @Override
        public boolean holds(Data data) {
            return !rule.holds(data);
        }
    }

    /** @param expected of the type already, or a path that leads to such a value */
    record Compare(JsonPath variable, Type type, Relation relation, Expression expected) implements ChoiceRule {
        @Override
        public boolean holds(Data data) {
            JsonNode value = required(variable, data);
            JsonNode other =
                    expected.asPath().map(path -> required(path, data)).orElseGet(() -> expected.evaluate(data));
            OptionalInt order = type.compare(value, other);
            return order.isPresent() && relation.holds(order.getAsInt());
        }
    }

    /** @param pattern {@code *} is any number of characters, {@code \*} is an asterisk */
    record Matches(JsonPath variable, String pattern) implements ChoiceRule {
        @Override
        public boolean holds(Data data) {
            JsonNode value = required(variable, data);
            return value.isString() && WildcardPattern.matches(pattern, value.stringValue());
        }
    }

    /** @param expected false turns the answer round */
    record Is(JsonPath variable, Test test, boolean expected) implements ChoiceRule {
        @Override
        public boolean holds(Data data) {
            return (test == Test.PRESENT ? variable.find(data).isPresent() : test.holds(required(variable, data)))
                    == expected;
        }
    }

    private static JsonNode required(JsonPath path, Data data) {
        return path.find(data)
                .orElseThrow(() -> StatesException.runtime(
                        "Invalid path '" + path + "': The choice state's condition path references an invalid value."));
    }

    enum Type {
        STRING,
        NUMERIC,
        BOOLEAN,
        TIMESTAMP;

        boolean is(JsonNode value) {
            return switch (this) {
                case STRING -> value.isString();
                case NUMERIC -> value.isNumber();
                case BOOLEAN -> value.isBoolean();
                case TIMESTAMP ->
                    value.isString() && timestamp(value.stringValue()).isPresent();
            };
        }

        OptionalInt compare(JsonNode a, JsonNode b) {
            if (!is(a) || !is(b)) {
                return OptionalInt.empty();
            }
            return switch (this) {
                case STRING, NUMERIC -> Values.compare(a, b);
                case BOOLEAN -> OptionalInt.of(Boolean.compare(a.booleanValue(), b.booleanValue()));
                case TIMESTAMP ->
                    OptionalInt.of(timestamp(a.stringValue())
                            .orElseThrow()
                            .compareTo(timestamp(b.stringValue()).orElseThrow()));
            };
        }
    }

    enum Relation {
        EQUALS,
        LESS_THAN,
        GREATER_THAN,
        LESS_THAN_EQUALS,
        GREATER_THAN_EQUALS;

        boolean holds(int order) {
            return switch (this) {
                case EQUALS -> order == 0;
                case LESS_THAN -> order < 0;
                case GREATER_THAN -> order > 0;
                case LESS_THAN_EQUALS -> order <= 0;
                case GREATER_THAN_EQUALS -> order >= 0;
            };
        }
    }

    enum Test {
        NULL,
        PRESENT,
        NUMERIC,
        STRING,
        BOOLEAN,
        TIMESTAMP;

        boolean holds(JsonNode value) {
            return switch (this) {
                case NULL -> value.isNull();
                case PRESENT -> true;
                case NUMERIC -> Type.NUMERIC.is(value);
                case STRING -> Type.STRING.is(value);
                case BOOLEAN -> Type.BOOLEAN.is(value);
                case TIMESTAMP -> Type.TIMESTAMP.is(value);
            };
        }
    }

    /** RFC 3339 with an upper-case T and Z, as the language asks. */
    static Optional<Instant> timestamp(String text) {
        if (text.indexOf('T') < 0 || text.indexOf('z') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
