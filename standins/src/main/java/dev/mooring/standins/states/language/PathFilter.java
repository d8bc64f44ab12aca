package dev.mooring.standins.states.language;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The condition of a filter. Values of different types are never equal and have no order. */
sealed interface PathFilter {
    boolean holds(JsonNode current, JsonNode root);

    record Not(PathFilter inner) implements PathFilter {
        @Override
        public boolean holds(JsonNode current, JsonNode root) {
            return !inner.holds(current, root);
        }
    }

    record And(PathFilter left, PathFilter right) implements PathFilter {
        @Override
        public boolean holds(JsonNode current, JsonNode root) {
            return left.holds(current, root) && right.holds(current, root);
        }
    }

    record Or(PathFilter left, PathFilter right) implements PathFilter {
        @Override
        public boolean holds(JsonNode current, JsonNode root) {
            return left.holds(current, root) || right.holds(current, root);
        }
    }

    record Exists(Operand operand) implements PathFilter {
        @Override
        public boolean holds(JsonNode current, JsonNode root) {
            return operand.value(current, root).isPresent();
        }
    }

    /** @param operator {@code == != < <= > >=} */
    record Comparison(Operand left, String operator, Operand right) implements PathFilter {
        @Override
        public boolean holds(JsonNode current, JsonNode root) {
            Optional<JsonNode> a = left.value(current, root);
            Optional<JsonNode> b = right.value(current, root);
            if (a.isEmpty() || b.isEmpty()) {
                return operator.equals("!=") && a.isPresent() != b.isPresent();
            }
            if (operator.equals("==") || operator.equals("!=")) {
                return Values.equal(a.get(), b.get()) == operator.equals("==");
            }
            return Values.compare(a.get(), b.get()).stream().anyMatch(order -> switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            });
        }
    }

    sealed interface Operand {
        Optional<JsonNode> value(JsonNode current, JsonNode root);

        record Literal(JsonNode node) implements Operand {
            @Override
            public Optional<JsonNode> value(JsonNode current, JsonNode root) {
                return Optional.of(node);
            }
        }

        /** @param ofRoot it begins with {@code $}, not with {@code @} */
        record At(boolean ofRoot, JsonPath path) implements Operand {
            @Override
            public Optional<JsonNode> value(JsonNode current, JsonNode root) {
                return path.find(ofRoot ? root : current);
            }
        }
    }
}
