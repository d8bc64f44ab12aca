package dev.mooring.standins.dynamodb;

import dev.mooring.api.ApiException;
import dev.mooring.standins.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values between the SDK's classes, here, and the JSON they are stored as, which is DynamoDB's own. */
final class Values {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;

    private Values() {}

    static ApiException invalid(String message) {
        return new ApiException("ValidationException", message);
    }

    /** @throws ApiException ValidationException */
    static Map<String, Value> fromSdk(Map<String, AttributeValue> attributes) {
        return fromSdk(attributes, 0);
    }

    private static Map<String, Value> fromSdk(Map<String, AttributeValue> attributes, int depth) {
        Map<String, Value> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, fromSdk(value, depth)));
        return values;
    }

    static Value fromSdk(AttributeValue value) {
        return fromSdk(value, 0);
    }

    private static Value fromSdk(AttributeValue value, int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("Nesting Levels have exceeded supported limits");
        }
        return switch (value.type()) {
            case S -> new Value.Text(value.s());
            case N -> number(value.n());
            case B -> Value.Binary.of(value.b().asByteArrayUnsafe());
            case BOOL -> new Value.Bool(value.bool());
            case NUL -> {
                if (!value.nul()) {
                    throw invalid("One or more parameter values were invalid: Null attribute value types must have the"
                            + " value of true");
                }
                yield new Value.Null();
            }
            case SS -> set("SS", value.ss(), Value.Text::new);
            case NS -> set("NS", value.ns(), Values::number);
            case BS -> set("BS", value.bs(), bytes -> Value.Binary.of(bytes.asByteArrayUnsafe()));
            case L -> {
                List<Value> elements = new ArrayList<>();
                for (AttributeValue element : value.l()) {
                    elements.add(fromSdk(element, depth + 1));
                }
                yield new Value.ListOf(elements);
            }
            case M -> new Value.MapOf(fromSdk(value.m(), depth + 1));
            case UNKNOWN_TO_SDK_VERSION ->
                throw invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        };
    }

    static Value.Num number(String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw invalid("The parameter cannot be converted to a numeric value: " + text);
        }
        return number(number);
    }

    static Value.Num number(BigDecimal number) {
        if (number.signum() == 0) {
            return new Value.Num(BigDecimal.ZERO);
        }
        // Compared before it is expanded: 1e999999999 is short.
        long exponent = (long) number.precision() - number.scale() - 1;
        if (exponent > MAX_EXPONENT) {
            throw invalid("Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < -130) {
            throw invalid("Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.precision() > MAX_DIGITS) {
            throw invalid("Attempting to store more than 38 significant digits in a Number");
        }
        return new Value.Num(stripped);
    }

    /** The result of arithmetic, rounded to what can be stored. */
    static Value.Num rounded(BigDecimal number) {
        return number(number.round(new MathContext(MAX_DIGITS)));
    }

    private static <T> Value set(String type, Collection<T> members, Function<T, Value> each) {
        Set<Value> values = new LinkedHashSet<>();
        for (T member : members) {
            if (!values.add(each.apply(member))) {
                throw invalid("One or more parameter values were invalid: Input collection contains duplicates.");
            }
        }
        if (values.isEmpty()) {
            throw invalid("One or more parameter values were invalid: An " + type + " may not be empty");
        }
        return new Value.SetOf(type, values);
    }

    static Map<String, AttributeValue> toSdk(Map<String, Value> values) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        values.forEach((name, value) -> attributes.put(name, toSdk(value)));
        return attributes;
    }

    private static AttributeValue toSdk(Value value) {
        return switch (value) {
            case Value.Text text -> AttributeValue.fromS(text.text());
            case Value.Num number -> AttributeValue.fromN(number.text());
            case Value.Binary binary -> AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(binary.bytes()));
            case Value.Bool bool -> AttributeValue.fromBool(bool.bool());
            case Value.Null none -> AttributeValue.fromNul(true);
            case Value.SetOf set -> {
                List<AttributeValue> members =
                        set.members().stream().map(Values::toSdk).toList();
                yield switch (set.type()) {
                    case "SS" ->
                        AttributeValue.fromSs(
                                members.stream().map(AttributeValue::s).toList());
                    case "NS" ->
                        AttributeValue.fromNs(
                                members.stream().map(AttributeValue::n).toList());
                    default ->
                        AttributeValue.fromBs(
                                members.stream().map(AttributeValue::b).toList());
                };
            }
            case Value.ListOf list ->
                AttributeValue.fromL(list.elements().stream().map(Values::toSdk).toList());
            case Value.MapOf map -> AttributeValue.fromM(toSdk(map.entries()));
        };
    }

    static String toJson(Map<String, Value> item) {
        return Json.write(node(item));
    }

    private static ObjectNode node(Map<String, Value> item) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        item.forEach((name, value) -> object.set(name, node(value)));
        return object;
    }

    private static ObjectNode node(Value value) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        switch (value) {
            case Value.Bool bool -> object.put("BOOL", bool.bool());
            case Value.Null none -> object.put("NULL", true);
            case Value.SetOf set -> {
                ArrayNode array = object.putArray(set.type());
                set.members().forEach(member -> array.add(leaf(member)));
            }
            case Value.ListOf list -> {
                ArrayNode array = object.putArray("L");
                list.elements().forEach(element -> array.add(node(element)));
            }
            case Value.MapOf map -> object.set("M", node(map.entries()));
            case Value.Text text -> object.put("S", text.text());
            case Value.Num number -> object.put("N", leaf(number));
            case Value.Binary binary -> object.put("B", leaf(binary));
        }
        return object;
    }

    private static String leaf(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Num number -> number.text();
            case Value.Binary binary -> Base64.getEncoder().encodeToString(binary.bytes());
            default -> throw new IllegalStateException("no leaf: " + value.type());
        };
    }

    static Map<String, Value> fromJson(String json) {
        return item(Json.MAPPER.readTree(json));
    }

    private static Map<String, Value> item(JsonNode object) {
        Map<String, Value> item = new LinkedHashMap<>();
        object.properties().forEach(entry -> item.put(entry.getKey(), value(entry.getValue())));
        return item;
    }

    private static Value value(JsonNode node) {
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        JsonNode content = only.getValue();
        return switch (only.getKey()) {
            case "BOOL" -> new Value.Bool(content.booleanValue());
            case "NULL" -> new Value.Null();
            case "SS", "NS", "BS" -> {
                Set<Value> members = new LinkedHashSet<>();
                content.forEach(member -> members.add(leaf(only.getKey().substring(0, 1), member.stringValue())));
                yield new Value.SetOf(only.getKey(), members);
            }
            case "L" -> {
                List<Value> elements = new ArrayList<>();
                content.forEach(element -> elements.add(value(element)));
                yield new Value.ListOf(elements);
            }
            case "M" -> new Value.MapOf(item(content));
            default -> leaf(only.getKey(), content.stringValue());
        };
    }

    private static Value leaf(String type, String text) {
        return switch (type) {
            case "S" -> new Value.Text(text);
            case "N" -> new Value.Num(new BigDecimal(text));
            case "B" -> Value.Binary.of(Base64.getDecoder().decode(text));
            default -> throw new IllegalStateException("stored value of type " + type);
        };
    }
}
