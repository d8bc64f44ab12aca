package dev.mooring.api;

import dev.mooring.core.Tenant;
import java.time.Instant;

/**
 * What surrounds a call.
 *
 * @param requestId a UUID, also in the response's {@code x-amzn-RequestId}
 * @param now when the request arrived
 * @param sourceIp the peer's address as text, without port
 */
public record CallContext(Caller caller, String requestId, Instant now, String sourceIp) {
    public Tenant tenant() {
        return caller.tenant();
    }
}
