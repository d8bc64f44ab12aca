package dev.mooring.core.message;

import java.util.Optional;

/**
 * Where a message came from; rules see it through {@code clientid()}, {@code principal()}, {@code sourceip()} and
 * {@code traceid()}.
 *
 * @param clientId the MQTT client id; empty when not published over MQTT
 * @param principalId the certificate id for X.509, the access key's identity for SigV4, a service name for the rest
 * @param sourceIp the peer's address; empty for messages the server makes itself
 * @param traceId a UUID in lower case; empty when it was not published over MQTT
 * @param hops how many rules republished this message on its way here: 0 for a client's own, bounded by the loop guard
 */
public record Origin(
        Protocol protocol,
        Optional<String> clientId,
        String principalId,
        Optional<String> sourceIp,
        Optional<String> traceId,
        int hops) {
    public enum Protocol {
        MQTT,
        HTTP,
        RULE,
        SERVICE
    }
}
