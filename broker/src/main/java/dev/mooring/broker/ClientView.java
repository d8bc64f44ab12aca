package dev.mooring.broker;

import java.util.Map;
import java.util.Optional;

/**
 * A client at one moment.
 *
 * @param online what is known while it is connected
 * @param sessionExpirySeconds how long its session outlives the connection; 0 when it ends with it
 * @param subscriptions filter to granted QoS, in the order subscribed
 */
public record ClientView(
        String clientId, Optional<Online> online, long sessionExpirySeconds, Map<String, Integer> subscriptions) {
    /**
     * @param address the client's, with port
     * @param connectedSinceMillis since 1970
     */
    public record Online(
            String principalArn, String principalId, String address, int keepAliveSeconds, long connectedSinceMillis) {}
}
