package dev.mooring.api.mooring;

import dev.mooring.api.ApiException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a request's JSON object strictly: a wrong type is refused with its place, and so is a name nobody asked for. */
public final class JsonBody {
    private final String where;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    /** @param where its path, for messages; empty for the whole body */
    JsonBody(String where, JsonNode node) {
        if (!node.isObject()) {
            throw invalid((where.isEmpty() ? "the body" : where) + " must be a JSON object");
        }
        this.where = where;
        this.node = node;
    }

    static ApiException invalid(String sentence) {
        return new ApiException("InvalidRequestException", sentence + ".");
    }

    private String place(String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    /** The value as it is; missing if absent or null. */
    Optional<JsonNode> any(String name) {
        read.add(name);
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(String name) {
        Optional<JsonNode> value = any(name);
        if (value.isPresent() && !value.get().isString()) {
            throw invalid(place(name) + " must be a string");
        }
        return value.map(JsonNode::asString);
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> invalid(place(name) + " is required"));
    }

    Optional<byte[]> base64(String name) {
        return text(name).map(text -> {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException notBase64) {
                throw invalid(place(name) + " must be base64");
            }
        });
    }

    boolean flag(String name, boolean otherwise) {
        Optional<JsonNode> value = any(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw invalid(place(name) + " must be true or false");
        }
        return value.map(JsonNode::asBoolean).orElse(otherwise);
    }

    long number(String name, long otherwise, long min, long max) {
        Optional<JsonNode> value = any(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().isIntegralNumber()
                || !value.get().canConvertToLong()
                || value.get().asLong() < min
                || value.get().asLong() > max) {
            throw invalid(place(name) + " must be a whole number from " + min + " to " + max);
        }
        return value.get().asLong();
    }

    Optional<JsonBody> object(String name) {
        return any(name).map(value -> new JsonBody(place(name), value));
    }

    List<JsonBody> objects(String name, int max) {
        Optional<JsonNode> value = any(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray() || value.get().size() > max) {
            throw invalid(place(name) + " must be an array of at most " + max + " objects");
        }
        List<JsonBody> objects = new ArrayList<>();
        for (int i = 0; i < value.get().size(); i++) {
            objects.add(new JsonBody(place(name) + "[" + i + "]", value.get().get(i)));
        }
        return objects;
    }

    /** Refuses names that nothing asked for: a misspelt option would otherwise do nothing, silently. */
    void refuseOthers() {
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                throw invalid("there is no " + place(name));
            }
        }
    }
}
