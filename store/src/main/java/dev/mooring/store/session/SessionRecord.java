package dev.mooring.store.session;

import dev.mooring.core.Tenant;
import java.util.OptionalLong;

/**
 * A persistent session.
 *
 * @param number never used again for another session
 * @param identifier the session's in lifecycle events
 * @param expirySeconds how long it outlives its connection
 * @param disconnectedAtMillis milliseconds since 1970; empty while the client is connected
 */
public record SessionRecord(
        long number,
        Tenant tenant,
        String clientId,
        String identifier,
        long expirySeconds,
        OptionalLong disconnectedAtMillis) {}
