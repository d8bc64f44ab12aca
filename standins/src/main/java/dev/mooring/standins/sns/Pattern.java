package dev.mooring.standins.sns;

import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One alternative in a filter policy: what a value must be like. */
sealed interface Pattern {
    boolean matches(JsonNode value);

    record Equal(JsonNode expected) implements Pattern {
        @Override
        public boolean matches(JsonNode value) {
            if (expected.isNumber() && value.isNumber()) {
                return expected.decimalValue().compareTo(value.decimalValue()) == 0;
            }
            return expected.equals(value);
        }
    }

    record IgnoringCase(String expected) implements Pattern {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.stringValue().equalsIgnoreCase(expected);
        }
    }

    record Prefix(String prefix) implements Pattern {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.stringValue().startsWith(prefix);
        }
    }

    record Suffix(String suffix) implements Pattern {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.stringValue().endsWith(suffix);
        }
    }

    /** @param parts what stands between the wildcards, in order; the first is at the beginning, the last at the end */
    record Wildcard(List<String> parts) implements Pattern {
        static Wildcard of(String text) {
            return new Wildcard(List.of(text.split("\\*", -1)));
        }

        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && matches(value.stringValue());
        }

        private boolean matches(String text) {
            if (parts.size() == 1) {
                return text.equals(parts.getFirst());
            }
            if (!text.startsWith(parts.getFirst())) {
                return false;
            }
            int at = parts.getFirst().length();
            for (String part : parts.subList(1, parts.size() - 1)) {
                int found = text.indexOf(part, at);
                if (found < 0) {
                    return false;
                }
                at = found + part.length();
            }
            return text.length() - at >= parts.getLast().length() && text.endsWith(parts.getLast());
        }
    }

    record Not(List<Pattern> none) implements Pattern {
        @Override
        public boolean matches(JsonNode value) {
            return none.stream().noneMatch(pattern -> pattern.matches(value));
        }
    }

    /** @param operator one of {@code = < <= > >=} */
    record Comparison(String operator, BigDecimal bound) {
        boolean holds(BigDecimal value) {
            int order = value.compareTo(bound);
            return switch (operator) {
                case "=" -> order == 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    record Numeric(List<Comparison> all) implements Pattern {
        @Override
        public boolean matches(JsonNode value) {
            return value.isNumber() && all.stream().allMatch(comparison -> comparison.holds(value.decimalValue()));
        }
    }
}
