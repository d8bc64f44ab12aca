package dev.mooring.standins;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What stand-ins keep of a resource: a record, as JSON. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** @throws IllegalStateException when the text is not what {@link #write} wrote: a fault of ours */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalStateException("stored JSON is not a " + type.getSimpleName(), e);
        }
    }
}
