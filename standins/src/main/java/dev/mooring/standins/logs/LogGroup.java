package dev.mooring.standins.logs;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.time.Instant;

/**
 * A log group.
 *
 * @param retentionDays 0 for ever
 * @param createdAt in milliseconds since 1970
 */
record LogGroup(String name, int retentionDays, long createdAt) {
    static final String KIND = "logs.group";

    static LogGroup of(TargetResource resource) {
        return Json.read(resource.body(), LogGroup.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    /** Streams of a group are resources of a kind of their own. */
    String streamsKind() {
        return "logs.stream/" + name;
    }

    String log(String stream) {
        return "logs/" + name + ":" + stream;
    }
}
