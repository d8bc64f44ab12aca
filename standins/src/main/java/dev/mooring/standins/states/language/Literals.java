package dev.mooring.standins.states.language;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers as paths and functions write them. */
final class Literals {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private Literals() {}

    static Optional<JsonNode> number(String text) {
        if (WHOLE.matcher(text).matches()) {
            long value = Long.parseLong(text);
            return Optional.of(
                    value == (int) value
                            ? JsonNodeFactory.instance.numberNode((int) value)
                            : JsonNodeFactory.instance.numberNode(value));
        }
        return NUMBER.matcher(text).matches()
                ? Optional.of(JsonNodeFactory.instance.numberNode(new BigDecimal(text)))
                : Optional.empty();
    }
}
