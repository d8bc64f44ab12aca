package dev.mooring.broker.event;

import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import java.util.Optional;

/**
 * A client was let in, something was refused it, or taken from it.
 *
 * @param tenant empty until the client is identified
 * @param connectionId a UUID, the same for all events of one connection
 * @param clientId empty until CONNECT
 * @param principalId empty until the client is identified
 * @param address the client's address and port
 * @param timeMillis since 1970
 */
public record ClientEvent(
        Kind kind,
        Optional<Tenant> tenant,
        String connectionId,
        String clientId,
        String principalId,
        String address,
        Reason reason,
        long timeMillis) {
    public enum Kind {
        /** The connection was let in. */
        CONNECTED,
        /** The connection was not let in. */
        REFUSED,
        /** The connection stays, one request of it did not succeed. */
        DENIED,
        /** A message for or from this client went no further. */
        DROPPED,
        /** A connection that had been let in ended. */
        CLOSED
    }
}
