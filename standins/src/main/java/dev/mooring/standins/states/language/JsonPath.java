package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSONPath with the meaning that Step Functions gives it: a definite path (names and single indexes only) leads to one value
 * or to none; any other selects a list, which may be empty.
 *
 * @param text as written
 * @param ofContext it begins with {@code $$}: it looks at the context object
 */
record JsonPath(String text, boolean ofContext, List<PathStep> steps) {
    static final JsonPath ROOT = new JsonPath("$", false, List.of());

    /** Bounds how deeply its conditions nest. */
    private static final int MAX_LENGTH = 4_096;

    /** Some paths multiply what they select with each step. */
    private static final int MAX_SELECTED = 100_000;

    /** @throws IllegalArgumentException when it is not well-formed; the message says where */
    static JsonPath parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a path has more than " + MAX_LENGTH + " characters");
        }
        return new PathParser(text).parse();
    }

    /** It names one place: what ResultPath may be. */
    boolean isReference() {
        return steps.stream().allMatch(PathStep::isDefinite);
    }

    /** @throws StatesException States.Runtime when it selects more than it may */
    Optional<JsonNode> find(Data data) {
        return find(ofContext ? data.context() : data.input());
    }

    Optional<JsonNode> find(JsonNode root) {
        List<JsonNode> selected = List.of(root);
        for (PathStep step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : selected) {
                step.select(node, root, next);
                if (next.size() > MAX_SELECTED) {
                    throw StatesException.runtime(
                            "The path '" + text + "' selects more than " + MAX_SELECTED + " values.");
                }
            }
            selected = next;
        }
        if (isReference()) {
            return selected.stream().findFirst();
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        selected.forEach(list::add);
        return Optional.of(list);
    }

    /**
     * A copy of the root with the value at this place; objects on the way are made.
     *
     * @throws StatesException States.ResultPathMatchFailure when something else than objects is in the way
     */
    JsonNode put(JsonNode root, JsonNode value) {
        return put(root, 0, value);
    }

    private JsonNode put(JsonNode node, int at, JsonNode value) {
        if (at == steps.size()) {
            return value;
        }
        return switch (steps.get(at)) {
            case PathStep.Names names -> {
                String name = names.names().getFirst();
                ObjectNode object =
                        switch (node) {
                            case ObjectNode present ->
                                JsonNodeFactory.instance.objectNode().setAll(present);
                            case JsonNode absent
                            when absent.isMissingNode() || absent.isNull() -> JsonNodeFactory.instance.objectNode();
                            default -> throw cannotPut(node);
                        };
                yield object.set(name, put(object.path(name), at + 1, value));
            }
            case PathStep.Indexes indexes -> {
                int index = indexes.indexes().getFirst();
                if (!(node instanceof ArrayNode array) || index < 0 || index >= array.size()) {
                    throw cannotPut(node);
                }
                ArrayNode copy = JsonNodeFactory.instance.arrayNode().addAll(array);
                copy.set(index, put(array.get(index), at + 1, value));
                yield copy;
            }
            default -> throw new IllegalStateException("not a reference path: " + text);
        };
    }

    private StatesException cannotPut(JsonNode node) {
        return new StatesException(
                "States.ResultPathMatchFailure",
                "Unable to apply ReferencePath " + text + " to an input whose value there is "
                        + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + ".");
    }

    @Override
    public String toString() {
        return text;
    }
}
