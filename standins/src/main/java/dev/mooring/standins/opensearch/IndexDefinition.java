package dev.mooring.standins.opensearch;

import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.MappingJson;
import dev.mooring.standins.opensearch.mapping.SearchException;
import dev.mooring.store.TargetResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * An index.
 *
 * @param settings kept and shown; there are no shards and no replicas here
 * @param createdAt in milliseconds since 1970
 */
record IndexDefinition(String name, String uuid, Map<String, String> settings, Mapping mapping, long createdAt) {
    private static final int MAX_NAME_BYTES = 255;
    private static final String FORBIDDEN = " \"*\\<|,>/?#:";

    private record Stored(String uuid, Map<String, String> settings, JsonNode mapping) {}

    static String kind(String domain) {
        return "opensearch.index/" + domain;
    }

    static IndexDefinition of(TargetResource resource) {
        Stored stored = Json.read(resource.body(), Stored.class);
        return new IndexDefinition(
                resource.name(),
                stored.uuid(),
                new TreeMap<>(stored.settings()),
                MappingJson.read(Mapping.EMPTY, stored.mapping()),
                resource.createdAt().toEpochMilli());
    }

    TargetResource toResource(String domain) {
        return new TargetResource(
                kind(domain),
                name,
                Json.write(new Stored(uuid, settings, MappingJson.write(mapping))),
                Instant.ofEpochMilli(createdAt));
    }

    IndexDefinition with(Mapping next) {
        return new IndexDefinition(name, uuid, settings, next, createdAt);
    }

    /** @throws SearchException invalid_index_name_exception */
    static String checkedName(String name) {
        String why = "";
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            why = "must not be empty, '.' or '..'";
        } else if (!name.toLowerCase(Locale.ROOT).equals(name)) {
            why = "must be lowercase";
        } else if (name.startsWith("_") || name.startsWith("-") || name.startsWith("+")) {
            why = "must not start with '_', '-', or '+'";
        } else if (name.chars().anyMatch(c -> c < ' ' || FORBIDDEN.indexOf(c) >= 0)) {
            why = "must not contain the following characters [ , \", *, \\, <, |, ,, >, /, ?, #, :]";
        } else if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            why = "index name is too long, (> " + MAX_NAME_BYTES + ")";
        }
        if (!why.isEmpty()) {
            throw new SearchException(400, "invalid_index_name_exception", "Invalid index name [" + name + "], " + why);
        }
        return name;
    }
}
