package dev.mooring.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A thing of the registry.
 *
 * @param thingId a UUID, new on every creation
 * @param version 1 at creation, plus 1 each update
 */
public record ThingRecord(
        String name,
        String thingId,
        Optional<String> typeName,
        Map<String, String> attributes,
        long version,
        Instant createdAt) {
    public ThingRecord {
        attributes = Map.copyOf(attributes);
    }
}
