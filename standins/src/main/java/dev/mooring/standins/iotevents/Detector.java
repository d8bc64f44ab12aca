package dev.mooring.standins.iotevents;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/**
 * A detector: an instance of a model for one value of its key.
 *
 * @param key empty when the model has none
 * @param inputs the last message of each input
 * @param createdAt in milliseconds since 1970
 * @param updatedAt in milliseconds since 1970
 */
record Detector(
        String model,
        int version,
        String key,
        String state,
        SortedMap<String, JsonNode> variables,
        SortedMap<String, Timer> timers,
        Map<String, JsonNode> inputs,
        long createdAt,
        long updatedAt) {
    static final String KIND = "iotevents.detector";

    /**
     * @param at when it runs out, in milliseconds since 1970
     * @param seconds what it was set to; a reset sets it again
     * @param isElapsed it has run out: it is kept for resets only
     */
    record Timer(long at, long seconds, boolean isElapsed) {}

    static Detector of(TargetResource resource) {
        return Json.read(resource.body(), Detector.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name(model, key), Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    static String name(String model, String key) {
        return model + "/" + key;
    }
}
