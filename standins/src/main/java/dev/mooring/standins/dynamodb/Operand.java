package dev.mooring.standins.dynamodb;

import java.util.Map;
import java.util.Optional;

/** What a condition compares. */
sealed interface Operand {
    /** Empty where the item has nothing there. */
    Optional<Value> of(Map<String, Value> item);

    record At(Path path) implements Operand {
        @Override
        public Optional<Value> of(Map<String, Value> item) {
            return path.find(item);
        }
    }

    record Literal(Value value) implements Operand {
        @Override
        public Optional<Value> of(Map<String, Value> item) {
            return Optional.of(value);
        }
    }

    record Size(Path path) implements Operand {
        @Override
        public Optional<Value> of(Map<String, Value> item) {
            return path.find(item).flatMap(Size::size).map(size -> new Value.Num(java.math.BigDecimal.valueOf(size)));
        }

        private static Optional<Integer> size(Value value) {
            return switch (value) {
                case Value.Text text -> Optional.of(text.size());
                case Value.Binary binary -> Optional.of(binary.size());
                case Value.SetOf set -> Optional.of(set.members().size());
                case Value.ListOf list -> Optional.of(list.elements().size());
                case Value.MapOf map -> Optional.of(map.entries().size());
                case Value.Num n -> Optional.empty();
                case Value.Bool b -> Optional.empty();
                case Value.Null n -> Optional.empty();
            };
        }
    }
}
