package dev.mooring.api.restjson;

import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** JSON text to values of a shape. Unknown members are ignored, as AWS ignores them; {@code null} is absence. */
public final class JsonIn {
    private final ServiceModel model;
    private final Encoding encoding;

    public JsonIn(ServiceModel model) {
        this(model, Encoding.JSON);
    }

    public JsonIn(ServiceModel model, Encoding encoding) {
        this.model = model;
        this.encoding = encoding;
    }

    /**
     * @param json one JSON value; blank stands for an empty object
     * @throws MalformedRequestException when it is no JSON or does not have the shape
     */
    public Map<String, Object> structure(Shape.Structure shape, byte[] json) {
        if (isBlank(json)) {
            return new LinkedHashMap<>();
        }
        try (JsonParser parser = encoding.factory().createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRequestException("the body must be a JSON object");
            }
            Map<String, Object> value = structure(shape, parser);
            if (parser.nextToken() != null) {
                throw new MalformedRequestException("the body has more than one JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new MalformedRequestException("the body is not valid JSON: " + e.getOriginalMessage() + place(e));
        }
    }

    private static boolean isBlank(byte[] json) {
        for (byte b : json) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private Map<String, Object> structure(Shape.Structure shape, JsonParser parser) {
        Map<String, Member> byWireName = new HashMap<>();
        for (Member member : shape.members().values()) {
            if (member.location() == Member.Location.BODY) {
                byWireName.put(member.locationName(), member);
            }
        }
        Map<String, Object> value = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Member member = byWireName.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (member == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                value.put(member.name(), value(model.shape(member.shape()), parser));
            }
        }
        return value;
    }

    private Object value(Shape shape, JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (shape) {
            case Shape.Structure structure -> {
                expect(token == JsonToken.START_OBJECT, parser, "an object");
                yield structure(structure, parser);
            }
            case Shape.ListOf list -> {
                expect(token == JsonToken.START_ARRAY, parser, "an array");
                List<Object> values = new ArrayList<>();
                Shape element = model.shape(list.element());
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    expect(parser.currentToken() != JsonToken.VALUE_NULL, parser, "an element");
                    values.add(value(element, parser));
                }
                yield values;
            }
            case Shape.MapOf map -> {
                expect(token == JsonToken.START_OBJECT, parser, "an object");
                Map<String, Object> values = new LinkedHashMap<>();
                Shape element = model.shape(map.value());
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    if (parser.nextToken() != JsonToken.VALUE_NULL) {
                        values.put(key, value(element, parser));
                    }
                }
                yield values;
            }
            case Shape.Text text -> {
                expect(token == JsonToken.VALUE_STRING, parser, "a string");
                yield parser.getString();
            }
            case Shape.Bool bool -> {
                expect(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, parser, "a boolean");
                yield parser.getBooleanValue();
            }
            case Shape.Numeric number -> number(number, parser);
            case Shape.Blob blob when token == JsonToken.VALUE_EMBEDDED_OBJECT -> parser.getBinaryValue();
            case Shape.Blob blob -> {
                expect(token == JsonToken.VALUE_STRING, parser, "base64 text");
                yield base64(parser.getString())
                        .orElseThrow(() -> new MalformedRequestException(pointer(parser) + " is not base64"));
            }
            case Shape.Timestamp timestamp -> timestamp(parser);
        };
    }

    private static Object number(Shape.Numeric number, JsonParser parser) {
        expect(parser.currentToken().isNumeric(), parser, "a number");
        return switch (number.kind()) {
            case INTEGER -> Math.toIntExact(whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case LONG -> whole(parser, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> parser.getFloatValue();
            case DOUBLE -> parser.getDoubleValue();
        };
    }

    private static long whole(JsonParser parser, long min, long max) {
        BigDecimal value = parser.getDecimalValue();
        // 1e999999999 is legal JSON: compare before anything expands it.
        if (value.compareTo(BigDecimal.valueOf(min)) < 0 || value.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new MalformedRequestException(pointer(parser) + " is out of range");
        }
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            throw new MalformedRequestException(pointer(parser) + " must be a whole number");
        }
        BigInteger integer = value.signum() == 0 ? BigInteger.ZERO : value.toBigIntegerExact();
        return integer.longValueExact();
    }

    private Instant timestamp(JsonParser parser) {
        JsonToken token = parser.currentToken();
        Optional<Instant> instant = Optional.empty();
        if (token.isNumeric()) {
            BigDecimal number = parser.getDecimalValue();
            instant = Values.instant(encoding == Encoding.CBOR_WITH_MILLISECONDS ? number.movePointLeft(3) : number);
        } else if (token == JsonToken.VALUE_STRING) {
            instant = Values.instant(parser.getString());
        }
        return instant.orElseThrow(
                () -> new MalformedRequestException(pointer(parser) + " must be a timestamp in seconds since 1970"));
    }

    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void expect(boolean holds, JsonParser parser, String what) {
        if (!holds) {
            throw new MalformedRequestException(pointer(parser) + " must be " + what);
        }
    }

    private static String pointer(JsonParser parser) {
        return "the member at " + parser.streamReadContext().pathAsPointer();
    }
}
