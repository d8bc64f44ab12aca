package dev.mooring.api.restjson;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.Member;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The output of an operation to an HTTP response: status, headers, body. */
public final class ResponseWriter {
    private static final byte[] EMPTY = {};

    private final ServiceModel model;
    private final JsonOut json;

    public ResponseWriter(ServiceModel model) {
        this.model = model;
        this.json = new JsonOut(model);
    }

    /** @param output by member name, absent members left out */
    public HttpResponse write(OperationModel operation, Map<String, Object> output, String requestId) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("x-amzn-requestid", List.of(requestId));
        int status = operation.status();
        Optional<Shape.Structure> shape = model.output(operation);
        if (shape.isEmpty()) {
            return new HttpResponse(status, new HttpHeaders(headers), EMPTY);
        }
        for (Member member : shape.get().members().values()) {
            Object value = output.get(member.name());
            if (value != null && member.location() == Member.Location.HEADER) {
                headers.put(member.locationName(), List.of(header(member, value)));
            } else if (value != null && member.location() == Member.Location.STATUS) {
                status = (Integer) value;
            }
        }
        byte[] body = body(shape.get(), output, headers);
        return new HttpResponse(status, new HttpHeaders(headers), status == 204 ? EMPTY : body);
    }

    private byte[] body(Shape.Structure shape, Map<String, Object> output, Map<String, List<String>> headers) {
        Member payload = shape.payload().map(shape.members()::get).orElse(null);
        if (payload == null) {
            headers.put("content-type", List.of("application/json"));
            return json.structure(shape, output);
        }
        Object value = output.get(payload.name());
        return switch (model.shape(payload.shape())) {
            case Shape.Structure structure -> {
                headers.put("content-type", List.of("application/json"));
                yield json.structure(structure, value instanceof Map<?, ?> map ? map : Map.of());
            }
            case Shape.Blob blob -> {
                headers.putIfAbsent("content-type", List.of("application/octet-stream"));
                yield value instanceof byte[] bytes ? bytes : EMPTY;
            }
            case Shape.Text text -> {
                headers.putIfAbsent("content-type", List.of("text/plain; charset=utf-8"));
                yield value instanceof String string ? string.getBytes(StandardCharsets.UTF_8) : EMPTY;
            }
            default -> throw new IllegalStateException("a payload of shape " + payload.shape());
        };
    }

    private static String header(Member member, Object value) {
        if (value instanceof Instant instant) {
            return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
        }
        String text = String.valueOf(value);
        return member.isJsonValue() ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) : text;
    }
}
