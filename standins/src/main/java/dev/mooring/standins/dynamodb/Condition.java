package dev.mooring.standins.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A condition on an item. What is not there, or of another type, makes a comparison false.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">AWS:
 *     operators and functions</a>
 */
sealed interface Condition {
    boolean holds(Map<String, Value> item);

    /** @param operator one of {@code = <> < <= > >=} */
    record Compare(String operator, Operand left, Operand right) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            Optional<Value> a = left.of(item);
            Optional<Value> b = right.of(item);
            if (operator.equals("<>")) {
                return !a.equals(b);
            }
            if (a.isEmpty() || b.isEmpty()) {
                return false;
            }
            if (operator.equals("=")) {
                return a.equals(b);
            }
            OptionalInt order = Value.compare(a.get(), b.get());
            if (order.isEmpty()) {
                return false;
            }
            return switch (operator) {
                case "<" -> order.getAsInt() < 0;
                case "<=" -> order.getAsInt() <= 0;
                case ">" -> order.getAsInt() > 0;
                case ">=" -> order.getAsInt() >= 0;
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    record Between(Operand value, Operand low, Operand high) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return new Compare(">=", value, low).holds(item) && new Compare("<=", value, high).holds(item);
        }
    }

    record In(Operand value, List<Operand> candidates) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return candidates.stream().anyMatch(each -> new Compare("=", value, each).holds(item));
        }
    }

    record Exists(Path path, boolean expected) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return path.find(item).isPresent() == expected;
        }
    }

    record HasType(Path path, Operand type) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return path.find(item)
                    .filter(value -> type.of(item)
                            .filter(new Value.Text(value.type())::equals)
                            .isPresent())
                    .isPresent();
        }
    }

    record BeginsWith(Operand value, Operand prefix) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            Value a = value.of(item).orElse(new Value.Null());
            Value b = prefix.of(item).orElse(new Value.Null());
            return switch (a) {
                case Value.Text text
                when b instanceof Value.Text p -> text.text().startsWith(p.text());
                case Value.Binary bytes
                when b instanceof Value.Binary p -> bytes.hex().startsWith(p.hex());
                default -> false;
            };
        }
    }

    record Contains(Operand value, Operand part) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            Value a = value.of(item).orElse(new Value.Null());
            Optional<Value> b = part.of(item);
            if (b.isEmpty()) {
                return false;
            }
            return switch (a) {
                case Value.Text text ->
                    b.get() instanceof Value.Text p && text.text().contains(p.text());
                case Value.Binary bytes -> b.get() instanceof Value.Binary p && isWithin(bytes.hex(), p.hex());
                case Value.SetOf set -> set.members().contains(b.get());
                case Value.ListOf list -> list.elements().contains(b.get());
                case Value.MapOf m -> false;
                case Value.Num n -> false;
                case Value.Bool x -> false;
                case Value.Null n -> false;
            };
        }

        private static boolean isWithin(String hex, String part) {
            for (int at = hex.indexOf(part); at >= 0; at = hex.indexOf(part, at + 1)) {
                if (at % 2 == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return left.holds(item) && right.holds(item);
        }
    }

    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return left.holds(item) || right.holds(item);
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return !condition.holds(item);
        }
    }
}
