package dev.mooring.standins.iotevents.expression;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values as text and back. */
public final class Texts {
    /** What shows that a parameter is meant as an expression: a plain topic or URL has none of these. */
    private static final Pattern EXPRESSION = Pattern.compile("^\\s*['\"]|\\$input\\.|\\$variable\\.");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private Texts() {}

    /** Decimals have no exponent; a string is itself. */
    public static String of(JsonNode value) {
        return Operators.text(value);
    }

    /**
     * A parameter that is an expression, or a text that stands for itself.
     *
     * @throws IllegalArgumentException when it is meant as an expression and is none
     */
    public static Expression parameter(String text) {
        return EXPRESSION.matcher(text).find()
                ? Expression.parse(text)
                : new Expression.Literal(JsonNodeFactory.instance.stringNode(text));
    }

    /** The value of a literal; any other text is a string. */
    public static JsonNode literal(String text) {
        boolean isNumber = NUMBER.matcher(text).matches();
        if (!isNumber
                && !text.equals("true")
                && !text.equals("false")
                && !QUOTED.matcher(text).matches()) {
            return JsonNodeFactory.instance.stringNode(text);
        }
        try {
            return switch (Expression.parse(text.startsWith("-") ? text.substring(1) : text)) {
                case Expression.Literal literal when text.startsWith("-") -> Operators.unary("-", literal.value());
                case Expression.Literal literal -> literal.value();
                default -> JsonNodeFactory.instance.stringNode(text);
            };
        } catch (IllegalArgumentException e) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }
}
