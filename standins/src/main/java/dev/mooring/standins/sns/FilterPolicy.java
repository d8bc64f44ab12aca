package dev.mooring.standins.sns;

import dev.mooring.standins.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which messages a subscription wants. All keys must match, of each key one alternative; {@code $or} has groups of keys of
 * which one must match.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">AWS: filter policies</a>
 */
final class FilterPolicy {
    private static final Set<String> NUMERIC = Set.of("=", "<", "<=", ">", ">=");
    private static final int MAX_DEPTH = 20;

    private sealed interface Node {
        /** @param value missing where the message has no such key */
        boolean matches(JsonNode value);
    }

    /** @param exists empty unless the policy says whether the key must exist */
    private record Leaf(List<Pattern> anyOf, List<Boolean> exists) implements Node {
        @Override
        public boolean matches(JsonNode value) {
            if (value.isMissingNode()) {
                return exists.contains(false);
            }
            if (exists.contains(true)) {
                return true;
            }
            // Of an array one element must match.
            if (value.isArray()) {
                for (JsonNode element : value) {
                    if (any(element)) {
                        return true;
                    }
                }
                return false;
            }
            return any(value);
        }

        private boolean any(JsonNode value) {
            return anyOf.stream().anyMatch(pattern -> pattern.matches(value));
        }
    }

    private record All(Map<String, Node> keys, List<All> or) implements Node {
        @Override
        public boolean matches(JsonNode value) {
            // Of an array of objects one must match as a whole.
            if (value.isArray()) {
                for (JsonNode element : value) {
                    if (matches(element)) {
                        return true;
                    }
                }
                return false;
            }
            return keys.entrySet().stream().allMatch(entry -> entry.getValue().matches(value.path(entry.getKey())))
                    && (or.isEmpty() || or.stream().anyMatch(each -> each.matches(value)));
        }
    }

    private final All root;

    private FilterPolicy(All root) {
        this.root = root;
    }

    /**
     * @param nested whether keys may have objects: only in policies on the message's body
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static FilterPolicy parse(String json, boolean nested) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("FilterPolicy: failed to parse JSON. " + e.getOriginalMessage());
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("FilterPolicy: the policy must be a JSON object");
        }
        return new FilterPolicy(all(node, nested, 0));
    }

    /** @param document the message's body, or an object of its attributes */
    boolean matches(JsonNode document) {
        return document.isObject() && root.matches(document);
    }

    private static All all(JsonNode object, boolean nested, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("FilterPolicy: nested too deeply");
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        List<All> or = new ArrayList<>();
        object.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals("$or") && value.isArray() && value.size() >= 2 && allObjects(value)) {
                value.forEach(each -> or.add(all(each, nested, depth + 1)));
            } else if (value.isArray()) {
                keys.put(entry.getKey(), leaf(entry.getKey(), value));
            } else if (value.isObject() && nested) {
                keys.put(entry.getKey(), all(value, true, depth + 1));
            } else {
                throw new IllegalArgumentException(
                        "FilterPolicy: \"" + entry.getKey() + "\" must be an object or an array");
            }
        });
        return new All(keys, or);
    }

    private static boolean allObjects(JsonNode array) {
        for (JsonNode each : array) {
            if (!each.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static Leaf leaf(String key, JsonNode array) {
        if (array.isEmpty()) {
            throw new IllegalArgumentException("FilterPolicy: the array of \"" + key + "\" must not be empty");
        }
        List<Pattern> patterns = new ArrayList<>();
        List<Boolean> exists = new ArrayList<>();
        for (JsonNode each : array) {
            if (each.isObject() && each.path("exists").isBoolean()) {
                exists.add(each.path("exists").booleanValue());
            } else {
                patterns.add(pattern(key, each));
            }
        }
        return new Leaf(patterns, exists);
    }

    private static Pattern pattern(String key, JsonNode node) {
        if (node.isArray()) {
            throw new IllegalArgumentException("FilterPolicy: match value of \"" + key + "\" must not be an array");
        }
        if (!node.isObject()) {
            return new Pattern.Equal(node);
        }
        if (node.size() != 1) {
            throw new IllegalArgumentException("FilterPolicy: an operator of \"" + key + "\" stands alone");
        }
        Map.Entry<String, JsonNode> operator = node.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "prefix" -> new Pattern.Prefix(text(key, operand));
            case "suffix" -> new Pattern.Suffix(text(key, operand));
            case "equals-ignore-case" -> new Pattern.IgnoringCase(text(key, operand));
            case "wildcard" -> Pattern.Wildcard.of(text(key, operand));
            case "numeric" -> numeric(key, operand);
            case "anything-but" -> anythingBut(key, operand);
            default ->
                throw new IllegalArgumentException(
                        "FilterPolicy: unrecognized match type " + operator.getKey() + " of \"" + key + "\"");
        };
    }

    private static String text(String key, JsonNode operand) {
        if (!operand.isString()) {
            throw new IllegalArgumentException("FilterPolicy: the operand of \"" + key + "\" must be a string");
        }
        return operand.stringValue();
    }

    private static Pattern anythingBut(String key, JsonNode operand) {
        List<Pattern> none = new ArrayList<>();
        if (operand.isArray()) {
            operand.forEach(each -> none.add(pattern(key, each)));
        } else {
            none.add(pattern(key, operand));
        }
        if (none.isEmpty()) {
            throw new IllegalArgumentException("FilterPolicy: anything-but of \"" + key + "\" must not be empty");
        }
        return new Pattern.Not(List.copyOf(none));
    }

    private static Pattern numeric(String key, JsonNode operand) {
        List<Pattern.Comparison> comparisons = new ArrayList<>();
        boolean isWell = operand.isArray() && (operand.size() == 2 || operand.size() == 4);
        for (int i = 0; isWell && i < operand.size(); i += 2) {
            String operator = operand.get(i).asString("");
            isWell = NUMERIC.contains(operator) && operand.get(i + 1).isNumber();
            if (isWell) {
                BigDecimal bound = operand.get(i + 1).decimalValue();
                comparisons.add(new Pattern.Comparison(operator, bound));
            }
        }
        if (!isWell) {
            throw new IllegalArgumentException(
                    "FilterPolicy: numeric of \"" + key + "\" takes an operator and a number, or two of each");
        }
        return new Pattern.Numeric(comparisons);
    }
}
