package dev.mooring.standins.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a key condition expression says: one value of the partition key and a range of the sort key.
 *
 * @param hash as key text
 * @param from and {@code to}: as key text, both included
 * @param rest the condition on the sort key once more, for bounds that are not included
 */
record KeyCondition(String hash, String from, String to, Condition rest) {
    /**
     * @param range empty where there is no sort key
     * @throws dev.mooring.api.ApiException ValidationException
     */
    static KeyCondition of(Condition condition, String hashName, String range, Map<String, String> types) {
        List<Condition> parts = new ArrayList<>();
        flatten(condition, parts);
        String hash = "";
        String from = "";
        String to = KeyText.END;
        boolean hasHash = false;
        boolean hasRange = false;
        for (Condition part : parts) {
            String name = attribute(part);
            if (name.equals(hashName)
                    && !hasHash
                    && part instanceof Condition.Compare compare
                    && compare.operator().equals("=")) {
                hash = text(compare.right(), types, name);
                hasHash = true;
            } else if (name.equals(range) && !range.isEmpty() && !hasRange) {
                hasRange = true;
                switch (part) {
                    case Condition.Compare compare -> {
                        String bound = text(compare.right(), types, name);
                        switch (compare.operator()) {
                            case "=" -> {
                                from = bound;
                                to = bound;
                            }
                            case "<", "<=" -> to = bound;
                            case ">", ">=" -> from = bound;
                            default -> throw unsupported();
                        }
                    }
                    case Condition.Between between -> {
                        from = text(between.low(), types, name);
                        to = text(between.high(), types, name);
                    }
                    case Condition.BeginsWith begins -> {
                        if ("N".equals(types.get(name))) {
                            throw unsupported();
                        }
                        from = text(begins.prefix(), types, name);
                        to = from + KeyText.END;
                    }
                    default -> throw unsupported();
                }
            } else {
                throw name.equals(hashName) || name.equals(range)
                        ? unsupported()
                        : Values.invalid("Query condition missed key schema element: " + hashName);
            }
        }
        if (!hasHash) {
            throw Values.invalid("Query condition missed key schema element: " + hashName);
        }
        return new KeyCondition(hash, from, to, condition);
    }

    private static void flatten(Condition condition, List<Condition> parts) {
        if (condition instanceof Condition.And and) {
            flatten(and.left(), parts);
            flatten(and.right(), parts);
        } else {
            parts.add(condition);
        }
    }

    private static String attribute(Condition part) {
        Operand operand =
                switch (part) {
                    case Condition.Compare compare -> compare.left();
                    case Condition.Between between -> between.value();
                    case Condition.BeginsWith begins -> begins.value();
                    default -> throw unsupported();
                };
        if (operand instanceof Operand.At at && at.path().isAttribute()) {
            return at.path().attribute();
        }
        throw unsupported();
    }

    private static String text(Operand operand, Map<String, String> types, String name) {
        if (!(operand instanceof Operand.Literal literal)) {
            throw unsupported();
        }
        if (!literal.value().type().equals(types.get(name))) {
            throw Values.invalid("One or more parameter values were invalid: Condition parameter type does not match"
                    + " schema type");
        }
        return KeyText.of(literal.value());
    }

    private static RuntimeException unsupported() {
        return Values.invalid("Query key condition not supported");
    }
}
