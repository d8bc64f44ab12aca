package dev.mooring.gateway.http;

import java.time.Duration;

/**
 * Bounds of HTTP connections.
 *
 * @param bodyBytes the largest request body; larger ones are answered with 413
 * @param headerBytes of all header fields together
 * @param idleTimeout how long a connection may wait before it has sent the headers of its next request
 * @param bodyTimeout from the headers to the end of the body; later ones are answered with 408
 */
public record HttpLimits(int bodyBytes, int headerBytes, Duration idleTimeout, Duration bodyTimeout) {
    /** Lambda's zip files, in base64, are the largest thing that anybody sends. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(75 << 20, 32 * 1024, Duration.ofSeconds(60), Duration.ofMinutes(5));
}
