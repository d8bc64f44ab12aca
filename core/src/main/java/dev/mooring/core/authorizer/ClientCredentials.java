package dev.mooring.core.authorizer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client sends that a custom authorizer may look at. Its parameters (the authorizer's name, the token, the
 * token's signature) stand in HTTP headers, in the query, or behind a {@code ?} in the MQTT user name.
 *
 * @param serverName the SNI host name
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth.html">AWS: connecting with custom
 *     authentication</a>
 */
public record ClientCredentials(Optional<String> serverName, Optional<Http> http, Optional<Mqtt> mqtt) {
    public static final String AUTHORIZER_NAME = "x-amz-customauthorizer-name";
    public static final String TOKEN_SIGNATURE = "x-amz-customauthorizer-signature";

    /**
     * An HTTP request, also one that asks for a WebSocket.
     *
     * @param headers names in lower case; of several values the first
     * @param queryString as sent, begins with {@code ?}; empty when there is none
     */
    public record Http(Map<String, String> headers, String queryString) {
        public Http {
            headers = Map.copyOf(headers);
        }
    }

    /** A CONNECT. */
    public record Mqtt(Optional<String> username, Optional<byte[]> password, String clientId) {}

    public static ClientCredentials ofTls(Optional<String> serverName) {
        return new ClientCredentials(serverName, Optional.empty(), Optional.empty());
    }

    public ClientCredentials with(Http request) {
        return new ClientCredentials(serverName, Optional.of(request), mqtt);
    }

    public ClientCredentials with(Mqtt connect) {
        return new ClientCredentials(serverName, http, Optional.of(connect));
    }

    /** A parameter by its name, whatever its case: from the headers, else the query, else the user name. */
    public Optional<String> parameter(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return http.map(request -> request.headers().get(lower))
                .or(() -> http.flatMap(request -> ofQuery(request.queryString(), lower)))
                .or(() -> mqtt.flatMap(Mqtt::username).flatMap(username -> ofQuery(username, lower)));
    }

    /** What stands behind the first {@code ?}, decoded; what cannot be decoded is not there. */
    private static Optional<String> ofQuery(String text, String lowerName) {
        int start = text.indexOf('?');
        if (start < 0) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        // Some device SDKs append their metrics with a second question mark.
        for (String pair : text.substring(start + 1).split("[&?]", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decode(pair.substring(0, equals)).ifPresent(key -> decode(pair.substring(equals + 1))
                        .ifPresent(value -> parameters.putIfAbsent(key.toLowerCase(Locale.ROOT), value)));
            }
        }
        return Optional.ofNullable(parameters.get(lowerName));
    }

    /** A plus stays one: it is frequent in signatures, whose writers forget to escape it. */
    private static Optional<String> decode(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
