package dev.mooring.api.sdk;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Model objects as the JSON they are on the wire (REST-JSON: names on the wire, timestamps in seconds, blobs in base64),
 * for what is stored in that form.
 */
public final class SdkJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper();

    private SdkJson() {}

    /** Only what was set, in the model's order. */
    public static String write(SdkPojo pojo) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            writeObject(pojo, generator);
        }
        return text.toString();
    }

    private static void writeObject(SdkPojo pojo, JsonGenerator generator) {
        Map<String, Object> set = SdkPojos.read(pojo);
        generator.writeStartObject();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && set.containsKey(field.memberName())) {
                generator.writeName(field.locationName());
                writeValue(value, generator);
            }
        }
        generator.writeEndObject();
    }

    private static void writeValue(Object value, JsonGenerator generator) {
        switch (value) {
            case SdkPojo pojo -> writeObject(pojo, generator);
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((key, each) -> {
                    generator.writeName(String.valueOf(key));
                    writeValue(each, generator);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(each -> writeValue(each, generator));
                generator.writeEndArray();
            }
            case SdkBytes bytes -> generator.writeString(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
            case Instant instant -> generator.writeNumber(BigDecimal.valueOf(instant.toEpochMilli(), 3));
            case Boolean bool -> generator.writeBoolean(bool);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Float number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case String string -> generator.writeString(string);
            default -> throw new IllegalArgumentException("no JSON for a " + value.getClass());
        }
    }

    /**
     * Fills a builder from what {@link #write} wrote; names the class does not know are ignored.
     *
     * @throws tools.jackson.core.JacksonException when it is not JSON
     */
    public static void read(String json, SdkPojo builder) {
        readObject(MAPPER.readTree(json), builder);
    }

    private static void readObject(JsonNode json, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = json.get(field.locationName());
            if (value != null && !value.isNull()) {
                field.set(builder, readValue(value, field));
            }
        }
    }

    private static Object readValue(JsonNode json, SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        return switch (type.getKnownType()) {
            case STRING -> json.asString();
            case BOOLEAN -> json.asBoolean();
            case INTEGER -> json.asInt();
            case LONG -> json.asLong();
            case FLOAT -> json.floatValue();
            case DOUBLE -> json.asDouble();
            case INSTANT ->
                Instant.ofEpochMilli(json.decimalValue().movePointRight(3).longValue());
            case SDK_BYTES -> SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(json.asString()));
            case SDK_POJO -> {
                SdkPojo nested = field.constructor().get();
                readObject(json, nested);
                yield ((Buildable) nested).build();
            }
            case LIST -> {
                SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Object> values = new ArrayList<>();
                json.forEach(each -> values.add(readValue(each, element)));
                yield values;
            }
            case MAP -> {
                SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
                Map<String, Object> values = new LinkedHashMap<>();
                json.forEachEntry((key, each) -> values.put(key, readValue(each, element)));
                yield values;
            }
            default -> throw new IllegalArgumentException("no JSON for a " + type.getKnownType());
        };
    }
}
