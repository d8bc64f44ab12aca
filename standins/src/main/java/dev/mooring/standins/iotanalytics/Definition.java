package dev.mooring.standins.iotanalytics;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource as it was defined.
 *
 * @param members as on the wire
 * @param createdAt in milliseconds since 1970
 * @param updatedAt in milliseconds since 1970
 */
record Definition(String name, Map<String, Object> members, long createdAt, long updatedAt) {
    static Definition of(TargetResource resource) {
        return Json.read(resource.body(), Definition.class);
    }

    TargetResource toResource(Kind kind) {
        return new TargetResource(kind.resourceKind(), name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    /** Empty for ever. */
    Optional<Duration> retention() {
        return members.get("retentionPeriod") instanceof Map<?, ?> period
                        && period.get("numberOfDays") instanceof Number days
                ? Optional.of(Duration.ofDays(days.longValue()))
                : Optional.empty();
    }

    /** A member that is a list of structures; empty when it is absent. */
    List<Map<?, ?>> list(String member) {
        return members.get(member) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .toList()
                : List.of();
    }
}
