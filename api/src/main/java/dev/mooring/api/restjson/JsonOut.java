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
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Values of a shape to JSON text: timestamps in seconds, blobs in base64, absent members left out. */
public final class JsonOut {
    /** CBOR's tag of a time (RFC 8949, section 3.4.2). */
    private static final int EPOCH_TAG = 1;

    private final ServiceModel model;
    private final Encoding encoding;

    public JsonOut(ServiceModel model) {
        this(model, Encoding.JSON);
    }

    public JsonOut(ServiceModel model, Encoding encoding) {
        this.model = model;
        this.encoding = encoding;
    }

    public byte[] structure(Shape.Structure shape, Map<?, ?> value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = encoding.factory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            structure(shape, value, generator);
        }
        return bytes.toByteArray();
    }

    /** A flat object of texts: what errors are. */
    public static byte[] texts(Map<String, String> members) {
        return texts(members, Encoding.JSON);
    }

    public static byte[] texts(Map<String, String> members, Encoding encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = encoding.factory().createGenerator(ObjectWriteContext.empty(), bytes)) {
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
            case Shape.Blob blob -> {
                if (encoding == Encoding.JSON) {
                    generator.writeString(Base64.getEncoder().encodeToString((byte[]) value));
                } else {
                    generator.writeBinary((byte[]) value);
                }
            }
            case Shape.Timestamp timestamp -> time((Instant) value, generator);
        }
    }

    private void time(Instant time, JsonGenerator generator) {
        if (generator instanceof CBORGenerator cbor) {
            cbor.writeTag(EPOCH_TAG);
        }
        switch (encoding) {
            case JSON -> generator.writeNumber(Values.seconds(time));
            case CBOR -> generator.writeNumber(time.toEpochMilli() / 1000.0);
            case CBOR_WITH_MILLISECONDS -> generator.writeNumber(time.toEpochMilli());
        }
    }
}
