package dev.mooring.standins.states.language;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One step of a path: from a value to some of those inside it. */
sealed interface PathStep {
    /** It leads to at most one value. */
    boolean isDefinite();

    /**
     * @param root what a filter's own {@code $} means
     * @param selected where the values go, in document order
     */
    void select(JsonNode node, JsonNode root, List<JsonNode> selected);

    /** {@code .name}, {@code ['a','b']}. */
    record Names(List<String> names) implements PathStep {
        @Override
        public boolean isDefinite() {
            return names.size() == 1;
        }

        @Override
        public void select(JsonNode node, JsonNode root, List<JsonNode> selected) {
            for (String name : names) {
                if (node.isObject() && node.has(name)) {
                    selected.add(node.get(name));
                }
            }
        }
    }

    /** {@code [0]}, {@code [0,2]}; from the end where negative. */
    record Indexes(List<Integer> indexes) implements PathStep {
        @Override
        public boolean isDefinite() {
            return indexes.size() == 1;
        }

        @Override
        public void select(JsonNode node, JsonNode root, List<JsonNode> selected) {
            for (int index : indexes) {
                int at = index < 0 ? index + node.size() : index;
                if (node.isArray() && at >= 0 && at < node.size()) {
                    selected.add(node.get(at));
                }
            }
        }
    }

    /** {@code [from:to:step]}; steps go forward. */
    record Slice(Optional<Integer> from, Optional<Integer> to, int step) implements PathStep {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void select(JsonNode node, JsonNode root, List<JsonNode> selected) {
            if (!node.isArray()) {
                return;
            }
            int end = at(to.orElse(node.size()), node.size());
            for (long i = at(from.orElse(0), node.size()); i < end; i += step) {
                selected.add(node.get((int) i));
            }
        }

        private static int at(int index, int size) {
            return Math.clamp(index < 0 ? (long) index + size : index, 0, size);
        }
    }

    /** {@code .*}, {@code [*]}. */
    record Wildcard() implements PathStep {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void select(JsonNode node, JsonNode root, List<JsonNode> selected) {
            selected.addAll(node.values());
        }
    }

    /** {@code ..}: the value itself and everything inside it. */
    record Descent() implements PathStep {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void select(JsonNode node, JsonNode root, List<JsonNode> selected) {
            if (node.isContainer()) {
                selected.add(node);
                for (JsonNode child : node.values()) {
                    select(child, root, selected);
                }
            }
        }
    }

    /** {@code [?(…)]}: the elements of an array, or an object itself, for which it holds. */
    record Filter(PathFilter condition) implements PathStep {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void select(JsonNode node, JsonNode root, List<JsonNode> selected) {
            if (node.isArray()) {
                for (JsonNode element : node.values()) {
                    if (condition.holds(element, root)) {
                        selected.add(element);
                    }
                }
            } else if (node.isObject() && condition.holds(node, root)) {
                selected.add(node);
            }
        }
    }
}
