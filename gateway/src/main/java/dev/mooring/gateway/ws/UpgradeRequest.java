package dev.mooring.gateway.ws;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is asked of an upgrade to MQTT over WebSocket (RFC 6455, section 4.2.1; MQTT section 6). Pure. */
final class UpgradeRequest {
    static final String PATH = "/mqtt";

    /** In the order in which we like them. AWS names {@code mqtt}; older clients offer the other one, alone or too. */
    static final List<String> SUBPROTOCOLS = List.of("mqtt", "mqttv3.1");

    /** @param status of the HTTP response */
    record Problem(int status, String detail) {}

    private UpgradeRequest() {}

    /** Whether this is one at all; what else comes to the path is ordinary HTTP. */
    static boolean isOne(HttpRequest request) {
        String target = request.uri();
        int query = target.indexOf('?');
        return request.method().equals(HttpMethod.GET)
                && (query < 0 ? target : target.substring(0, query)).equals(PATH)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    static Optional<Problem> problem(HttpHeaders headers) {
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return bad("the header Connection does not say Upgrade");
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(new Problem(426, "Sec-WebSocket-Version must be 13"));
        }
        if (headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() != 1) {
            return bad("Sec-WebSocket-Key must be there once");
        }
        // [MQTT-6.0.0-3]
        if (offered(headers).noneMatch(SUBPROTOCOLS::contains)) {
            return bad("Sec-WebSocket-Protocol must offer one of " + String.join(", ", SUBPROTOCOLS));
        }
        return Optional.empty();
    }

    private static Optional<Problem> bad(String detail) {
        return Optional.of(new Problem(400, detail));
    }

    private static Stream<String> offered(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip);
    }
}
