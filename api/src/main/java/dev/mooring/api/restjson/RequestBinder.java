package dev.mooring.api.restjson;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTP request to the input of an operation: path labels, query, headers, body. */
public final class RequestBinder {
    private final ServiceModel model;
    private final BodyReader bodies;

    /** Reads a structure from a body. */
    @FunctionalInterface
    public interface BodyReader {
        Map<String, Object> structure(Shape.Structure shape, byte[] body);
    }

    public RequestBinder(ServiceModel model) {
        this(model, new JsonIn(model)::structure);
    }

    public RequestBinder(ServiceModel model, BodyReader bodies) {
        this.model = model;
        this.bodies = bodies;
    }

    /**
     * @param labels percent-encoded, by name
     * @param query decoded
     * @return the input by member name, constraints not yet checked
     * @throws MalformedRequestException when a value does not have the type of its member
     */
    public Map<String, Object> bind(
            Shape.Structure input, HttpRequest request, Map<String, String> labels, Map<String, List<String>> query) {
        Map<String, Object> values = body(input, request.body());
        for (Member member : input.members().values()) {
            Optional<Object> value =
                    switch (member.location()) {
                        case BODY, STATUS -> Optional.empty();
                        case PATH ->
                            Optional.ofNullable(labels.get(member.locationName()))
                                    .map(label -> scalar(
                                            member,
                                            PercentEncoding.decode(label)
                                                    .orElseThrow(() -> new MalformedRequestException(
                                                            "the path is not well percent-encoded"))));
                        case QUERY -> query(member, query.getOrDefault(member.locationName(), List.of()));
                        case HEADER ->
                            request.headers().first(member.locationName()).map(text -> scalar(member, text));
                        case HEADERS -> prefixed(member.locationName(), request);
                    };
            value.ifPresent(present -> values.put(member.name(), present));
        }
        return values;
    }

    private Map<String, Object> body(Shape.Structure input, byte[] body) {
        if (input.payload().isEmpty()) {
            boolean takesBody =
                    input.members().values().stream().anyMatch(member -> member.location() == Member.Location.BODY);
            // An operation without body members does not look at the body, whatever a client puts there.
            return takesBody ? bodies.structure(input, body) : new LinkedHashMap<>();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Member payload = input.members().get(input.payload().get());
        if (payload == null || body.length == 0) {
            return values;
        }
        switch (model.shape(payload.shape())) {
            case Shape.Structure structure -> values.put(payload.name(), bodies.structure(structure, body));
            case Shape.Blob blob -> values.put(payload.name(), body);
            case Shape.Text text -> values.put(payload.name(), new String(body, StandardCharsets.UTF_8));
            default -> throw new IllegalStateException("a payload of shape " + payload.shape());
        }
        return values;
    }

    private static Optional<Object> prefixed(String prefix, HttpRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        request.headers().fields().forEach((name, texts) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                values.put(name.substring(prefix.length()), String.join(",", texts));
            }
        });
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private Optional<Object> query(Member member, List<String> texts) {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (model.shape(member.shape()) instanceof Shape.ListOf list) {
            Member element = member.ofElement(list.element());
            List<Object> values = new ArrayList<>();
            texts.forEach(text -> values.add(scalar(element, text)));
            return Optional.of(values);
        }
        return Optional.of(scalar(member, texts.getFirst()));
    }

    private Object scalar(Member member, String text) {
        return switch (model.shape(member.shape())) {
            case Shape.Text t -> {
                if (member.isJsonValue() && member.location() == Member.Location.HEADER) {
                    byte[] decoded = JsonIn.base64(text).orElseThrow(() -> malformed(member, text, "base64"));
                    yield new String(decoded, StandardCharsets.UTF_8);
                }
                yield text;
            }
            case Shape.Bool b -> bool(member, text);
            case Shape.Numeric number -> number(member, number, text);
            case Shape.Timestamp t -> Values.instant(text).orElseThrow(() -> malformed(member, text, "a timestamp"));
            case Shape.Blob b -> JsonIn.base64(text).orElseThrow(() -> malformed(member, text, "base64"));
            case Shape.Structure s -> throw new IllegalStateException(member.name() + " cannot travel here");
            case Shape.ListOf l -> throw new IllegalStateException(member.name() + " cannot travel here");
            case Shape.MapOf m -> throw new IllegalStateException(member.name() + " cannot travel here");
        };
    }

    private static Boolean bool(Member member, String text) {
        // Some clients write TRUE.
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw malformed(member, text, "true or false");
    }

    private static Object number(Member member, Shape.Numeric number, String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            return switch (number.kind()) {
                case INTEGER -> Integer.parseInt(text);
                case LONG -> Long.parseLong(text);
                case FLOAT -> value.floatValue();
                case DOUBLE -> value.doubleValue();
            };
        } catch (NumberFormatException e) {
            throw malformed(member, text, "a number");
        }
    }

    private static MalformedRequestException malformed(Member member, String text, String what) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new MalformedRequestException("'" + shown + "' at '" + member.name() + "' is not " + what);
    }
}
