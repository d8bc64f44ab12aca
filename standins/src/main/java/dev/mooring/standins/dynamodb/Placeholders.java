package dev.mooring.standins.dynamodb;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code #names} and {@code :values} of a request stand for, and which were used. Mutable; of one request. */
final class Placeholders {
    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> used = new HashSet<>();

    Placeholders(Map<String, String> names, Map<String, Value> values) {
        this.names = names;
        this.values = values;
    }

    String name(String placeholder, String what) {
        String name = names.get(placeholder);
        if (name == null) {
            throw Values.invalid("Invalid " + what + ": An expression attribute name used in the document path is not"
                    + " defined; attribute name: " + placeholder);
        }
        used.add(placeholder);
        return name;
    }

    Value value(String placeholder, String what) {
        Value value = values.get(placeholder);
        if (value == null) {
            throw Values.invalid(
                    "Invalid " + what + ": An expression attribute value used in expression is not defined;"
                            + " attribute value: " + placeholder);
        }
        used.add(placeholder);
        return value;
    }

    /** @throws dev.mooring.api.ApiException ValidationException when the request defines what no expression uses */
    void requireAllUsed() {
        requireUsed("Names", names.keySet());
        requireUsed("Values", values.keySet());
    }

    private void requireUsed(String what, Set<String> defined) {
        Set<String> unused = new TreeSet<>(defined);
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw Values.invalid("Value provided in ExpressionAttribute" + what + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }
}
