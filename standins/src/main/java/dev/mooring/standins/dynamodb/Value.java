package dev.mooring.standins.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An attribute's value.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">AWS:
 *     data types</a>
 */
sealed interface Value {
    /** As in {@code attribute_type}: S, N, B, BOOL, NULL, SS, NS, BS, L, M. */
    String type();

    /** In bytes, as AWS counts: text in UTF-8, two digits of a number a byte. */
    int size();

    record Text(String text) implements Value {
        @Override
        public String type() {
            return "S";
        }

        @Override
        public int size() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** @param number without trailing zeros, so that equal numbers are equal */
    record Num(BigDecimal number) implements Value {
        public Num {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }

        @Override
        public String type() {
            return "N";
        }

        String text() {
            return number.toPlainString();
        }

        @Override
        public int size() {
            return number.precision() / 2 + 2;
        }
    }

    /** @param hex so that equal bytes are equal */
    record Binary(String hex) implements Value {
        static Binary of(byte[] bytes) {
            return new Binary(HexFormat.of().formatHex(bytes));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String type() {
            return "B";
        }

        @Override
        public int size() {
            return hex.length() / 2;
        }
    }

    record Bool(boolean bool) implements Value {
        @Override
        public String type() {
            return "BOOL";
        }

        @Override
        public int size() {
            return 1;
        }
    }

    record Null() implements Value {
        @Override
        public String type() {
            return "NULL";
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** @param type SS, NS or BS; the members are all of S, N or B */
    record SetOf(String type, Set<Value> members) implements Value {
        @Override
        public int size() {
            return 3 + members.stream().mapToInt(Value::size).sum();
        }
    }

    record ListOf(List<Value> elements) implements Value {
        @Override
        public String type() {
            return "L";
        }

        @Override
        public int size() {
            return 3 + elements.stream().mapToInt(element -> element.size() + 1).sum();
        }
    }

    record MapOf(Map<String, Value> entries) implements Value {
        public MapOf {
            // In the order given: clients show it.
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String type() {
            return "M";
        }

        @Override
        public int size() {
            return 3
                    + entries.entrySet().stream()
                            .mapToInt(entry -> entry.getKey().getBytes(StandardCharsets.UTF_8).length
                                    + entry.getValue().size()
                                    + 1)
                            .sum();
        }
    }

    /** Order of two values of the same type S, N or B; of others there is none. */
    static java.util.OptionalInt compare(Value left, Value right) {
        return switch (left) {
            case Text a
            when right instanceof Text b ->
                java.util.OptionalInt.of(Arrays.compareUnsigned(
                        a.text().getBytes(StandardCharsets.UTF_8), b.text().getBytes(StandardCharsets.UTF_8)));
            case Num a
            when right instanceof Num b -> java.util.OptionalInt.of(a.number().compareTo(b.number()));
            case Binary a
            when right instanceof Binary b -> java.util.OptionalInt.of(a.hex().compareTo(b.hex()));
            default -> java.util.OptionalInt.empty();
        };
    }
}
