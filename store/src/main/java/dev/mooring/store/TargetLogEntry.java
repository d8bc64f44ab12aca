package dev.mooring.store;

import java.time.Instant;

/**
 * One entry of an ordered log in a stand-in: a record of a stream, a log event, a step of an execution.
 *
 * @param position increases within the log
 * @param body of the service's own form
 */
public record TargetLogEntry(long position, Instant time, String body) {}
