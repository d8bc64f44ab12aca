package dev.mooring.standins.iotevents.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Operators. Integers are 64 bits wide, decimals are doubles; what does not fit, or fits not together, is undefined. */
final class Operators {
    static final JsonNode UNDEFINED = JsonNodeFactory.instance.missingNode();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Operators() {}

    static boolean isInteger(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    static JsonNode bool(boolean value) {
        return NODES.booleanNode(value);
    }

    static JsonNode decimal(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : UNDEFINED;
    }

    static JsonNode integer(long value) {
        return NODES.numberNode(value);
    }

    static JsonNode unary(String operator, JsonNode value) {
        return switch (operator) {
            case "!" -> value.isBoolean() ? bool(!value.booleanValue()) : UNDEFINED;
            case "~" -> isInteger(value) ? integer(~value.longValue()) : UNDEFINED;
            default -> value.isNumber() ? arithmetic("-", integer(0), value) : UNDEFINED;
        };
    }

    static JsonNode binary(String operator, JsonNode a, JsonNode b) {
        return switch (operator) {
            case "||" -> or(a, b);
            case "&&" -> and(a, b);
            case "==", "!=", "<", "<=", ">", ">=" -> compare(operator, a, b);
            case "+" ->
                a.isString() && b.isString()
                        ? NODES.stringNode(a.stringValue() + b.stringValue())
                        : arithmetic(operator, a, b);
            case "-", "*", "/" -> arithmetic(operator, a, b);
            default -> bitwise(operator, a, b);
        };
    }

    /** A side that is undefined counts as false. */
    private static JsonNode or(JsonNode a, JsonNode b) {
        if (!isTruth(a) || !isTruth(b)) {
            return UNDEFINED;
        }
        return bool(a.asBoolean(false) || b.asBoolean(false));
    }

    private static boolean isTruth(JsonNode node) {
        return node.isBoolean() || node.isMissingNode();
    }

    private static JsonNode and(JsonNode a, JsonNode b) {
        return a.isBoolean() && b.isBoolean() ? bool(a.booleanValue() && b.booleanValue()) : UNDEFINED;
    }

    private static JsonNode compare(String operator, JsonNode a, JsonNode b) {
        int order;
        if (isInteger(a) && isInteger(b)) {
            order = Long.compare(a.longValue(), b.longValue());
        } else if (a.isNumber() && b.isNumber()) {
            order = Double.compare(a.doubleValue(), b.doubleValue());
        } else if (a.isString() && b.isString()) {
            order = a.stringValue().compareTo(b.stringValue());
        } else if (a.isBoolean()
                && b.isBoolean()
                && operator.endsWith("=")
                && !operator.startsWith("<")
                && !operator.startsWith(">")) {
            order = Boolean.compare(a.booleanValue(), b.booleanValue());
        } else {
            return UNDEFINED;
        }
        return bool(
                switch (operator) {
                    case "==" -> order == 0;
                    case "!=" -> order != 0;
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                });
    }

    private static JsonNode arithmetic(String operator, JsonNode a, JsonNode b) {
        if (!a.isNumber() || !b.isNumber()) {
            return UNDEFINED;
        }
        if (isInteger(a) && isInteger(b)) {
            return whole(operator, a.bigIntegerValue(), b.bigIntegerValue());
        }
        double x = a.doubleValue();
        double y = b.doubleValue();
        return decimal(
                switch (operator) {
                    case "+" -> x + y;
                    case "-" -> x - y;
                    case "*" -> x * y;
                    default -> x / y;
                });
    }

    private static JsonNode whole(String operator, BigInteger a, BigInteger b) {
        if (operator.equals("/") && b.signum() == 0) {
            return UNDEFINED;
        }
        BigInteger result =
                switch (operator) {
                    case "+" -> a.add(b);
                    case "-" -> a.subtract(b);
                    case "*" -> a.multiply(b);
                    // As AWS: the quotient of two integers is rounded.
                    default ->
                        new BigDecimal(a)
                                .divide(new BigDecimal(b), 0, java.math.RoundingMode.HALF_UP)
                                .toBigInteger();
                };
        return result.bitLength() < Long.SIZE ? integer(result.longValue()) : UNDEFINED;
    }

    static JsonNode bitwise(String operator, JsonNode a, JsonNode b) {
        if (!isInteger(a) || !isInteger(b)) {
            return UNDEFINED;
        }
        long x = a.longValue();
        long y = b.longValue();
        return integer(
                switch (operator) {
                    case "|" -> x | y;
                    case "&" -> x & y;
                    default -> x ^ y;
                });
    }

    /** A value as text has it: decimals without exponents. */
    static String text(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (isInteger(value)) {
            return Long.toString(value.longValue());
        }
        if (value.isNumber()) {
            double number = value.doubleValue();
            return Double.isFinite(number) ? BigDecimal.valueOf(number).toPlainString() : Double.toString(number);
        }
        return JsonMapper.shared().writeValueAsString(value);
    }
}
