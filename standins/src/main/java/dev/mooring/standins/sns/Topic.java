package dev.mooring.standins.sns;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.Map;

/** @param createdAt in milliseconds since 1970 */
record Topic(String name, Map<String, String> attributes, Map<String, String> tags, long createdAt) {
    static final String KIND = "sns.topic";

    static Topic of(TargetResource resource) {
        return Json.read(resource.body(), Topic.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    boolean isFifo() {
        return name.endsWith(".fifo");
    }
}
