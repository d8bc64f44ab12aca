package dev.mooring.api.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads service models in the format of {@code service-2.json}, documentation skipped: it is three quarters of the
 * text, and a service is loaded while its first caller waits.
 */
public final class ModelReader {
    private static final JsonFactory JSON = new JsonFactory();

    private ModelReader() {}

    /**
     * Reads a model and what overlays add to it or replace in it, by name; a later overlay wins.
     *
     * @param resources names of class path resources beside {@code anchor}, the model first
     * @throws IllegalStateException when a resource is missing or is not a model: a fault of the build
     */
    public static ServiceModel read(Class<?> anchor, List<String> resources) {
        String name = resources.getFirst();
        Map<String, OperationModel> operations = new HashMap<>();
        Map<String, Shape> shapes = new HashMap<>();
        Map<String, Object> metadata = new HashMap<>();
        for (String resource : resources) {
            Map<String, Object> document = parse(anchor, resource);
            metadata.putAll(map(document.get("metadata")));
            map(document.get("operations"))
                    .forEach((operation, json) -> operations.put(operation, operation(operation, map(json))));
            map(document.get("shapes")).forEach((shape, json) -> shapes.put(shape, shape(shape, map(json))));
        }
        return new ServiceModel(
                text(metadata, "serviceFullName").orElse(name),
                text(metadata, "targetPrefix"),
                text(metadata, "xmlNamespace"),
                operations,
                shapes);
    }

    private static Map<String, Object> parse(Class<?> anchor, String resource) {
        try (InputStream in = anchor.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + anchor.getName());
            }
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
                parser.nextToken();
                return map(value(parser));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    JsonToken token = parser.nextToken();
                    // A member may be called "documentation" too; that one is an object.
                    if (token == JsonToken.VALUE_STRING && name.equals("documentation")) {
                        continue;
                    }
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_STRING -> parser.getString();
            default -> throw new IllegalStateException("unexpected " + parser.currentToken() + " in a service model");
        };
    }

    private static OperationModel operation(String name, Map<String, Object> json) {
        Map<String, Object> http = map(json.get("http"));
        List<String> errors = list(json.get("errors")).stream()
                .map(error -> text(map(error), "shape").orElseThrow())
                .toList();
        return new OperationModel(
                name,
                text(http, "method").orElseThrow(),
                text(http, "requestUri").orElseThrow(),
                http.get("responseCode") instanceof BigDecimal code ? code.intValueExact() : 200,
                text(map(json.get("input")), "shape"),
                text(map(json.get("output")), "shape"),
                text(map(json.get("output")), "resultWrapper"),
                errors);
    }

    private static Shape shape(String name, Map<String, Object> json) {
        boolean sensitive = Boolean.TRUE.equals(json.get("sensitive"));
        String type = text(json, "type").orElseThrow();
        return switch (type) {
            case "structure" -> structure(name, sensitive, json);
            case "list" ->
                new Shape.ListOf(
                        name,
                        sensitive,
                        text(map(json.get("member")), "shape").orElseThrow(),
                        bounds(json),
                        new Shape.ListWire(
                                text(map(json.get("member")), "locationName").orElse("member"),
                                isTrue(json, "flattened")));
            case "map" ->
                new Shape.MapOf(
                        name,
                        sensitive,
                        text(map(json.get("key")), "shape").orElseThrow(),
                        text(map(json.get("value")), "shape").orElseThrow(),
                        bounds(json),
                        new Shape.MapWire(
                                text(map(json.get("key")), "locationName").orElse("key"),
                                text(map(json.get("value")), "locationName").orElse("value"),
                                isTrue(json, "flattened")));
            case "string" ->
                new Shape.Text(
                        name,
                        sensitive,
                        bounds(json),
                        text(json, "pattern").map(Pattern::compile),
                        list(json.get("enum")).stream().map(String::valueOf).toList());
            case "integer" -> new Shape.Numeric(name, sensitive, Shape.NumberKind.INTEGER, bounds(json));
            case "long" -> new Shape.Numeric(name, sensitive, Shape.NumberKind.LONG, bounds(json));
            case "bigdecimal" -> new Shape.Numeric(name, sensitive, Shape.NumberKind.DOUBLE, bounds(json));
            case "float" -> new Shape.Numeric(name, sensitive, Shape.NumberKind.FLOAT, bounds(json));
            case "double" -> new Shape.Numeric(name, sensitive, Shape.NumberKind.DOUBLE, bounds(json));
            case "boolean" -> new Shape.Bool(name, sensitive);
            case "blob" -> new Shape.Blob(name, sensitive, bounds(json));
            case "timestamp" -> new Shape.Timestamp(name, sensitive);
            default -> throw new IllegalStateException("shape " + name + " has the unknown type " + type);
        };
    }

    private static Shape.Structure structure(String name, boolean sensitive, Map<String, Object> json) {
        Map<String, Member> members = new LinkedHashMap<>();
        map(json.get("members")).forEach((member, value) -> members.put(member, member(member, map(value))));
        Optional<Shape.ErrorTrait> error = Boolean.TRUE.equals(json.get("exception"))
                ? Optional.of(error(map(json.get("error")), Boolean.TRUE.equals(json.get("fault"))))
                : Optional.empty();
        List<String> required =
                list(json.get("required")).stream().map(String::valueOf).toList();
        return new Shape.Structure(
                name, sensitive, Collections.unmodifiableMap(members), required, text(json, "payload"), error);
    }

    private static Shape.ErrorTrait error(Map<String, Object> json, boolean fault) {
        int status = json.get("httpStatusCode") instanceof BigDecimal code ? code.intValueExact() : fault ? 500 : 400;
        return new Shape.ErrorTrait(status, text(json, "code"));
    }

    private static Member member(String name, Map<String, Object> json) {
        String location = text(json, "location").orElse("");
        return new Member(
                name,
                text(json, "shape").orElseThrow(),
                switch (location) {
                    case "" -> Member.Location.BODY;
                    case "uri" -> Member.Location.PATH;
                    case "querystring" -> Member.Location.QUERY;
                    case "header" -> Member.Location.HEADER;
                    case "headers" -> Member.Location.HEADERS;
                    case "statusCode" -> Member.Location.STATUS;
                    default -> throw new IllegalStateException("member " + name + " travels in " + location);
                },
                text(json, "locationName").orElse(name),
                isTrue(json, "jsonvalue"),
                text(json, "queryName").or(() -> text(json, "locationName")).orElse(name),
                isTrue(json, "flattened"),
                isTrue(json, "xmlAttribute"));
    }

    private static boolean isTrue(Map<String, Object> json, String key) {
        return Boolean.TRUE.equals(json.get(key));
    }

    private static Bounds bounds(Map<String, Object> json) {
        if (!json.containsKey("min") && !json.containsKey("max")) {
            return Bounds.NONE;
        }
        return new Bounds(
                Optional.ofNullable((BigDecimal) json.get("min")), Optional.ofNullable((BigDecimal) json.get("max")));
    }

    private static Optional<String> text(Map<String, Object> json, String key) {
        return json.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object json) {
        return json == null ? Map.of() : (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object json) {
        return json == null ? List.of() : (List<Object>) json;
    }
}
