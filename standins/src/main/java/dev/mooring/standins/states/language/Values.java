package dev.mooring.standins.states.language;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Comparisons of JSON values: numbers by value, whatever their form. */
final class Values {
    private static final Comparator<JsonNode> LENIENT =
            (a, b) -> a.isNumber() && b.isNumber() ? number(a).compareTo(number(b)) : a.equals(b) ? 0 : 1;

    private Values() {}

    static boolean equal(JsonNode a, JsonNode b) {
        return a.equals(LENIENT, b);
    }

    /** Of two numbers or two strings; empty for all others. */
    static OptionalInt compare(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return OptionalInt.of(number(a).compareTo(number(b)));
        }
        return a.isString() && b.isString()
                ? OptionalInt.of(a.stringValue().compareTo(b.stringValue()))
                : OptionalInt.empty();
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }
}
