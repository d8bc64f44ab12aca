package dev.mooring.store;

import java.time.Instant;

/**
 * An IoT policy. Its documents are versions.
 *
 * @param defaultVersion the version in force
 * @param lastVersion the highest number ever given: numbers are never used again
 */
public record PolicyRecord(
        String name, int defaultVersion, int lastVersion, String generationId, Instant createdAt, Instant modifiedAt) {
    /** One version of a policy: 1, 2, … */
    public record Version(int version, String document, Instant createdAt) {}
}
