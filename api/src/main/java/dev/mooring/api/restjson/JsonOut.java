package dev.mooring.api.restjson;

import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Values of a shape to JSON text: timestamps in seconds, blobs in base64, absent members left out. */
public final class JsonOut {
    private static final JsonFactory JSON = new JsonFactory();

    private final ServiceModel model;

    public JsonOut(ServiceModel model) {
        this.model = model;
    }

    public byte[] structure(Shape.Structure shape, Map<?, ?> value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            structure(shape, value, generator);
        }
        return bytes.toByteArray();
    }

    /** A flat object of texts: what errors are. */
    public static byte[] texts(Map<String, String> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            members.forEach(generator::writeStringProperty);
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void structure(Shape.Structure shape, Map<?, ?> value, JsonGenerator generator) {
        generator.writeStartObject();
        for (Member member : shape.members().values()) {
            Object memberValue = value.get(member.name());
            if (member.location() == Member.Location.BODY && memberValue != null) {
                generator.writeName(member.locationName());
                value(model.shape(member.shape()), memberValue, generator);
            }
        }
        generator.writeEndObject();
    }

    private void value(Shape shape, Object value, JsonGenerator generator) {
        switch (shape) {
            case Shape.Structure structure -> structure(structure, (Map<?, ?>) value, generator);
            case Shape.ListOf list -> {
                generator.writeStartArray();
                Shape element = model.shape(list.element());
                for (Object each : (List<?>) value) {
                    value(element, each, generator);
                }
                generator.writeEndArray();
            }
            case Shape.MapOf map -> {
                generator.writeStartObject();
                Shape element = model.shape(map.value());
                ((Map<?, ?>) value).forEach((key, each) -> {
                    generator.writeName(String.valueOf(key));
                    value(element, each, generator);
                });
                generator.writeEndObject();
            }
            case Shape.Text text -> generator.writeString((String) value);
            case Shape.Bool bool -> generator.writeBoolean((Boolean) value);
            case Shape.Numeric number -> {
                switch (number.kind()) {
                    case INTEGER -> generator.writeNumber((Integer) value);
                    case LONG -> generator.writeNumber((Long) value);
                    case FLOAT -> generator.writeNumber((Float) value);
                    case DOUBLE -> generator.writeNumber((Double) value);
                }
            }
            case Shape.Blob blob -> generator.writeString(Base64.getEncoder().encodeToString((byte[]) value));
            case Shape.Timestamp timestamp -> generator.writeNumber(Values.seconds((Instant) value));
        }
    }
}
