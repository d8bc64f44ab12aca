package dev.mooring.standins.opensearch.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/** Single values to what is indexed and compared. */
public final class Scalars {
    private Scalars() {}

    /** @throws IllegalArgumentException when the value is not of the type; the message says why */
    public static long whole(FieldType type, JsonNode value) {
        return switch (type) {
            case BOOLEAN -> truth(value) ? 1 : 0;
            case DATE -> Dates.millis(value);
            default -> {
                BigDecimal number = number(value);
                if (number.compareTo(BigDecimal.valueOf(type.min())) < 0
                        || number.compareTo(BigDecimal.valueOf(type.max())) > 0) {
                    throw new IllegalArgumentException("Value [" + value.asString() + "] is out of range for a"
                            + (type == FieldType.INTEGER ? "n " : " ") + type.text());
                }
                // Fractions are cut, as OpenSearch coerces them.
                yield number.setScale(0, RoundingMode.DOWN).longValueExact();
            }
        };
    }

    /** @throws IllegalArgumentException when the value is no finite number */
    public static double floating(FieldType type, JsonNode value) {
        double number = number(value).doubleValue();
        double kept = type == FieldType.DOUBLE ? number : (double) (float) number;
        if (!Double.isFinite(kept)) {
            throw new IllegalArgumentException("[" + type.text() + "] supports only finite values");
        }
        return kept;
    }

    private static BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isString() && value.stringValue().length() <= 100) {
            try {
                return bounded(new BigDecimal(value.stringValue().strip()));
            } catch (NumberFormatException e) {
                // Refused below.
            }
        }
        throw new IllegalArgumentException("For input string: \"" + shown(value) + "\"");
    }

    /** Before anything expands 1e999999999. */
    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > 1000) {
            throw new NumberFormatException();
        }
        return number;
    }

    private static boolean truth(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.isString() ? value.stringValue() : "?";
        return switch (text) {
            case "true" -> true;
            case "false", "" -> false;
            default ->
                throw new IllegalArgumentException(
                        "Failed to parse value [" + shown(value) + "] as only [true] or [false] are allowed.");
        };
    }

    static String shown(JsonNode value) {
        String text = value.isString() ? value.stringValue() : value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
