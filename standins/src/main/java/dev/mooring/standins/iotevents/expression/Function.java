package dev.mooring.standins.iotevents.expression;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The functions of expressions. Arguments of a wrong type make the call undefined. */
public enum Function {
    TIMEOUT("timeout", 1),
    CONVERT("convert", 2),
    IS_NULL("isNull", 1),
    IS_UNDEFINED("isUndefined", 1),
    TRIGGER_TYPE("triggerType", 1),
    CURRENT_INPUT("currentInput", 1),
    STARTS_WITH("startsWith", 2),
    ENDS_WITH("endsWith", 2),
    CONTAINS("contains", 2),
    BITOR("bitor", 2),
    BITAND("bitand", 2),
    BITXOR("bitxor", 2),
    BITNOT("bitnot", 1);

    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,300}(\\.\\d{1,300})?([eE][+-]?\\d{1,3})?");

    private final String awsName;
    private final int arguments;

    Function(String awsName, int arguments) {
        this.awsName = awsName;
        this.arguments = arguments;
    }

    static Optional<Function> of(String name) {
        for (Function function : values()) {
            if (function.awsName.equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    int arguments() {
        return arguments;
    }

    JsonNode apply(List<JsonNode> a, Scope scope) {
        return switch (this) {
            case TIMEOUT ->
                text(a, 0).map(name -> Operators.bool(scope.timeout(name))).orElse(Operators.UNDEFINED);
            case CONVERT -> text(a, 0).map(type -> convert(type, a.get(1))).orElse(Operators.UNDEFINED);
            case IS_NULL ->
                a.getFirst().isMissingNode()
                        ? a.getFirst()
                        : Operators.bool(a.getFirst().isNull());
            case IS_UNDEFINED -> Operators.bool(a.getFirst().isMissingNode());
            case TRIGGER_TYPE ->
                text(a, 0)
                        .map(type -> Operators.bool(type.equals(scope.triggerType())))
                        .orElse(Operators.UNDEFINED);
            case CURRENT_INPUT ->
                text(a, 0)
                        .map(name -> Operators.bool(name.equals(scope.currentInput())))
                        .orElse(Operators.UNDEFINED);
            case STARTS_WITH -> texts(a, String::startsWith);
            case ENDS_WITH -> texts(a, String::endsWith);
            case CONTAINS -> texts(a, String::contains);
            case BITOR -> Operators.bitwise("|", a.get(0), a.get(1));
            case BITAND -> Operators.bitwise("&", a.get(0), a.get(1));
            case BITXOR -> Operators.bitwise("^", a.get(0), a.get(1));
            case BITNOT -> Operators.unary("~", a.getFirst());
        };
    }

    private static Optional<String> text(List<JsonNode> arguments, int index) {
        return Optional.of(arguments.get(index)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private static JsonNode texts(List<JsonNode> arguments, BiPredicate<String, String> test) {
        Optional<String> second = text(arguments, 1);
        return text(arguments, 0)
                .flatMap(a -> second.map(b -> Operators.bool(test.test(a, b))))
                .orElse(Operators.UNDEFINED);
    }

    private static JsonNode convert(String type, JsonNode value) {
        return switch (type) {
            case "String" ->
                value.isBoolean() || value.isNumber() || value.isString()
                        ? JsonNodeFactory.instance.stringNode(Operators.text(value))
                        : Operators.UNDEFINED;
            case "Boolean" -> {
                boolean isTrue = value.isString() && value.stringValue().equalsIgnoreCase("true");
                boolean isFalse = value.isString() && value.stringValue().equalsIgnoreCase("false");
                yield value.isBoolean() ? value : isTrue || isFalse ? Operators.bool(isTrue) : Operators.UNDEFINED;
            }
            case "Decimal" ->
                value.isString() && DECIMAL.matcher(value.stringValue()).matches()
                        ? Operators.decimal(Double.parseDouble(value.stringValue()))
                        : value.isNumber() ? Operators.decimal(value.doubleValue()) : Operators.UNDEFINED;
            default -> Operators.UNDEFINED;
        };
    }
}
