package dev.mooring.standins;

import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service's inputs and outputs as JSON with the names that state machines use: members begin with a capital letter, times are
 * ISO 8601, blobs are text. An object where the service wants text becomes its JSON text.
 */
public final class ModelJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ServiceModel model;

    public ModelJson(ServiceModel model) {
        this.model = model;
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** @throws IllegalArgumentException when the JSON does not fit; the message names the member */
    public Map<String, Object> in(Shape.Structure shape, JsonNode json) {
        return structure(shape, json, "");
    }

    private Map<String, Object> structure(Shape.Structure shape, JsonNode json, String at) {
        if (!(json instanceof ObjectNode object)) {
            throw new IllegalArgumentException((at.isEmpty() ? "The input" : at) + " must be an object");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        object.properties().forEach(property -> {
            Member member = member(shape, property.getKey())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The field '" + property.getKey() + "' is not a member of " + shape.name()));
            if (!property.getValue().isNull()) {
                values.put(
                        member.name(),
                        value(model.shape(member.shape()), property.getValue(), at + "/" + property.getKey()));
            }
        });
        return values;
    }

    private static Optional<Member> member(Shape.Structure shape, String name) {
        return shape.members().values().stream()
                .filter(member ->
                        member.name().equals(name) || capital(member.name()).equals(name))
                .findFirst();
    }

    private Object value(Shape shape, JsonNode json, String at) {
        return switch (shape) {
            case Shape.Structure structure -> structure(structure, json, at);
            case Shape.ListOf list -> {
                expect(json.isArray(), at, "an array");
                List<Object> values = new ArrayList<>();
                for (JsonNode element : json.values()) {
                    values.add(value(model.shape(list.element()), element, at));
                }
                yield values;
            }
            case Shape.MapOf map -> {
                expect(json.isObject(), at, "an object");
                Map<String, Object> values = new LinkedHashMap<>();
                json.properties()
                        .forEach(entry -> values.put(
                                entry.getKey(),
                                value(model.shape(map.value()), entry.getValue(), at + "/" + entry.getKey())));
                yield values;
            }
            case Shape.Text text -> text(json);
            case Shape.Bool bool -> {
                expect(json.isBoolean(), at, "a boolean");
                yield json.booleanValue();
            }
            case Shape.Numeric number -> number(number, json, at);
            case Shape.Blob blob -> text(json).getBytes(StandardCharsets.UTF_8);
            case Shape.Timestamp timestamp -> time(json, at);
        };
    }

    private static String text(JsonNode json) {
        return json.isString() ? json.stringValue() : Json.write(json);
    }

    private static Object number(Shape.Numeric number, JsonNode json, String at) {
        expect(json.isNumber(), at, "a number");
        return switch (number.kind()) {
            case INTEGER -> {
                expect(json.canConvertToInt() && json.canConvertToExactIntegral(), at, "an integer");
                yield json.decimalValue().intValueExact();
            }
            case LONG -> {
                expect(json.canConvertToLong() && json.canConvertToExactIntegral(), at, "an integer");
                yield json.decimalValue().longValueExact();
            }
            case FLOAT -> (float) json.doubleValue();
            case DOUBLE -> json.doubleValue();
        };
    }

    private static Instant time(JsonNode json, String at) {
        try {
            if (json.isNumber() && Math.abs(json.doubleValue()) < 1e11) {
                return Instant.ofEpochMilli(
                        json.decimalValue().multiply(BigDecimal.valueOf(1000)).longValue());
            }
            return Instant.parse(text(json));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(at + " must be a timestamp", e);
        }
    }

    private static void expect(boolean holds, String at, String what) {
        if (!holds) {
            throw new IllegalArgumentException(at + " must be " + what);
        }
    }

    public ObjectNode out(Shape.Structure shape, Map<?, ?> values) {
        ObjectNode object = NODES.objectNode();
        shape.members().forEach((name, member) -> {
            Object value = values.get(name);
            if (value != null) {
                object.set(capital(name), out(model.shape(member.shape()), value));
            }
        });
        return object;
    }

    private JsonNode out(Shape shape, Object value) {
        return switch (shape) {
            case Shape.Structure structure -> out(structure, (Map<?, ?>) value);
            case Shape.ListOf list -> {
                ArrayNode array = NODES.arrayNode();
                ((List<?>) value).forEach(each -> array.add(out(model.shape(list.element()), each)));
                yield array;
            }
            case Shape.MapOf map -> {
                ObjectNode object = NODES.objectNode();
                ((Map<?, ?>) value)
                        .forEach((key, each) -> object.set(String.valueOf(key), out(model.shape(map.value()), each)));
                yield object;
            }
            case Shape.Text text -> NODES.stringNode((String) value);
            case Shape.Bool bool -> NODES.booleanNode((Boolean) value);
            case Shape.Numeric number ->
                switch (number.kind()) {
                    case INTEGER -> NODES.numberNode((int) (Integer) value);
                    case LONG -> NODES.numberNode((long) (Long) value);
                    case FLOAT -> NODES.numberNode((float) (Float) value);
                    case DOUBLE -> NODES.numberNode((double) (Double) value);
                };
            case Shape.Blob blob -> NODES.stringNode(new String((byte[]) value, StandardCharsets.UTF_8));
            case Shape.Timestamp timestamp -> NODES.stringNode(value.toString());
        };
    }
}
