package dev.mooring.gateway.door;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.core.reason.Reason;
import java.util.Optional;

/**
 * The port to whoever knows clients without certificate. May block; safe for threads.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html">AWS: protocols, port mappings,
 *     authentication</a>
 */
public interface Doorkeeper {
    /** @param serverName the SNI host name */
    Upgrade webSocket(HttpRequest request, Optional<String> serverName);

    /** MQTT over TLS without client certificate (ALPN {@code mqtt}). */
    ConnectIdentifier mqtt(Optional<String> serverName);

    /** Whether a WebSocket may be opened, and who then says whose CONNECT it carries. */
    sealed interface Upgrade {
        record Granted(ConnectIdentifier identifier) implements Upgrade {}

        record Refused(Reason reason) implements Upgrade {}
    }
}
