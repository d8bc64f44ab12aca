package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Something in a definition that becomes a value when its state runs: a path, a function, a payload template. */
sealed interface Expression {
    /** @throws StatesException States.ParameterPathFailure, States.IntrinsicFailure, States.Runtime */
    JsonNode evaluate(Data data);

    record Literal(JsonNode value) implements Expression {
        static final Literal EMPTY = new Literal(JsonNodeFactory.instance.objectNode());

        @Override
        public JsonNode evaluate(Data data) {
            return value;
        }
    }

    record At(JsonPath path) implements Expression {
        static final At INPUT = new At(JsonPath.ROOT);

        @Override
        public JsonNode evaluate(Data data) {
            return path.find(data)
                    .orElseThrow(() -> new StatesException(
                            "States.ParameterPathFailure",
                            "The JSONPath '" + path + "' could not be found in the input."));
        }
    }

    record Call(IntrinsicFunction function, List<Expression> arguments) implements Expression {
        @Override
        public JsonNode evaluate(Data data) {
            List<JsonNode> values = new ArrayList<>();
            for (Expression argument : arguments) {
                values.add(argument.evaluate(data));
            }
            return function.apply(values, data.random());
        }
    }

    record ObjectOf(Map<String, Expression> members) implements Expression {
        @Override
        public JsonNode evaluate(Data data) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> object.set(name, member.evaluate(data)));
            return object;
        }
    }

    record ArrayOf(List<Expression> elements) implements Expression {
        @Override
        public JsonNode evaluate(Data data) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            elements.forEach(element -> array.add(element.evaluate(data)));
            return array;
        }
    }

    /**
     * A path, or a function.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Expression parse(String text) {
        return text.startsWith("$") ? new At(JsonPath.parse(text)) : new IntrinsicParser(text).parse();
    }

    /**
     * A payload template: members whose names end in {@code .$} are paths or functions.
     *
     * @throws IllegalArgumentException when one of them is not well-formed, or two members get the same name
     */
    static Expression template(JsonNode template) {
        return switch (template) {
            case ObjectNode object -> {
                Map<String, Expression> members = new LinkedHashMap<>();
                object.properties().forEach(member -> {
                    String name = member.getKey();
                    boolean isDynamic = name.endsWith(".$");
                    if (isDynamic && !member.getValue().isString()) {
                        throw new IllegalArgumentException(
                                "The value for the field '" + name + "' must be a STRING that contains a JSONPath");
                    }
                    Expression value =
                            isDynamic ? field(name, member.getValue().stringValue()) : template(member.getValue());
                    String plain = isDynamic ? name.substring(0, name.length() - 2) : name;
                    if (members.put(plain, value) != null) {
                        throw new IllegalArgumentException("The field '" + plain + "' is there twice");
                    }
                });
                yield members.values().stream().allMatch(Literal.class::isInstance)
                        ? new Literal(template)
                        : new ObjectOf(members);
            }
            case ArrayNode array -> {
                List<Expression> elements =
                        array.values().stream().map(Expression::template).toList();
                yield elements.stream().allMatch(Literal.class::isInstance)
                        ? new Literal(template)
                        : new ArrayOf(elements);
            }
            default -> new Literal(template);
        };
    }

    private static Expression field(String name, String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The value for the field '" + name
                            + "' must be a valid JSONPath or a valid intrinsic function call: " + e.getMessage(),
                    e);
        }
    }

    /** The path that this is, if it is one. */
    default Optional<JsonPath> asPath() {
        return this instanceof At at ? Optional.of(at.path()) : Optional.empty();
    }
}
