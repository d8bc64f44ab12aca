package dev.mooring.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A custom authorizer.
 *
 * @param tokenKeyName where clients put the token
 * @param signingKeys PEM by the key's name
 * @param signing whether a token must be signed
 * @param cachingForHttp one answer for all requests of an HTTP connection
 */
public record AuthorizerRecord(
        String name,
        String functionArn,
        Optional<String> tokenKeyName,
        Map<String, String> signingKeys,
        boolean signing,
        boolean active,
        boolean cachingForHttp,
        Instant createdAt,
        Instant modifiedAt) {
    public AuthorizerRecord {
        signingKeys = Map.copyOf(signingKeys);
    }
}
