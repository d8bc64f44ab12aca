package dev.mooring.store;

import java.time.Instant;

/**
 * A resource that somebody created in a stand-in.
 *
 * @param kind service and type, for example {@code sqs.queue}
 * @param body JSON, of the service's own form
 */
public record TargetResource(String kind, String name, String body, Instant createdAt) {}
