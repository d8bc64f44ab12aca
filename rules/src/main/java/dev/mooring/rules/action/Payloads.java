package dev.mooring.rules.action;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A result in the form a target takes. */
final class Payloads {
    /** Numbers keep every digit. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Payloads() {}

    /**
     * The result as text.
     *
     * @param advice for a result that is none
     */
    static String text(ActionInput input, String advice) throws UndeliverableException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(input.payload()))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw UndeliverableException.forGood("the result is not UTF-8 text; " + advice);
        }
    }

    /** The result as JSON text. */
    static String jsonText(ActionInput input) throws UndeliverableException {
        requireJson(input);
        return text(input, "JSON is needed");
    }

    static JsonNode json(ActionInput input) throws UndeliverableException {
        requireJson(input);
        try {
            return JSON.readTree(input.payload());
        } catch (JacksonException unreadable) {
            throw UndeliverableException.forGood(
                    "the result cannot be read as JSON: " + unreadable.getOriginalMessage());
        }
    }

    private static void requireJson(ActionInput input) throws UndeliverableException {
        if (!input.json()) {
            throw UndeliverableException.forGood(
                    "the result is not JSON; encode binary payloads with encode(*, 'base64')");
        }
    }

    static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }
}
