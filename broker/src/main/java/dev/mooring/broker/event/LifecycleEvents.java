package dev.mooring.broker.event;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the messages on {@code $aws/events/presence/…} and {@code $aws/events/subscriptions/…}.
 *
 * <p>A client id with {@code +} or {@code #} would make no topic: such clients have no events, as at AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html">AWS: lifecycle events</a>
 */
public final class LifecycleEvents {
    private static final Origin ORIGIN = new Origin(
            Origin.Protocol.SERVICE, Optional.empty(), "iot.amazonaws.com", Optional.empty(), Optional.empty(), 0);

    private LifecycleEvents() {}

    /**
     * The client that an event is about.
     *
     * @param sessionIdentifier a UUID
     */
    public record Subject(Tenant tenant, String clientId, String principalId, String sessionIdentifier) {}

    public static Optional<Message> connected(Subject subject, String sourceIp, long version, long nowMillis) {
        ObjectNode event = event(subject, "connected", nowMillis);
        event.put("ipAddress", sourceIp);
        event.put("versionNumber", version);
        return message(subject, "presence/connected/", event, nowMillis);
    }

    public static Optional<Message> disconnected(Subject subject, Reason reason, long version, long nowMillis) {
        ObjectNode event = event(subject, "disconnected", nowMillis);
        event.put("clientInitiatedDisconnect", reason instanceof Reason.ClientDisconnected);
        event.put("disconnectReason", disconnectReason(reason));
        event.put("versionNumber", version);
        return message(subject, "presence/disconnected/", event, nowMillis);
    }

    public static Optional<Message> connectFailed(Subject subject, String sourceIp, long nowMillis) {
        ObjectNode event = event(subject, "connect_failed", nowMillis);
        event.put("connectFailureReason", "AUTHORIZATION_FAILED");
        event.put("ipAddress", sourceIp);
        return message(subject, "presence/connect_failed/", event, nowMillis);
    }

    public static Optional<Message> subscribed(Subject subject, List<String> filters, long nowMillis) {
        return subscription(subject, "subscribed", filters, nowMillis);
    }

    public static Optional<Message> unsubscribed(Subject subject, List<String> filters, long nowMillis) {
        return subscription(subject, "unsubscribed", filters, nowMillis);
    }

    private static Optional<Message> subscription(
            Subject subject, String eventType, List<String> filters, long nowMillis) {
        ObjectNode event = event(subject, eventType, nowMillis);
        ArrayNode topics = event.putArray("topics");
        filters.forEach(topics::add);
        return message(subject, "subscriptions/" + eventType + "/", event, nowMillis);
    }

    /** AWS's word for why a connection ended. */
    public static String disconnectReason(Reason reason) {
        return switch (reason) {
            case Reason.ClientDisconnected r -> "CLIENT_INITIATED_DISCONNECT";
            case Reason.ConnectionLost r -> "CONNECTION_LOST";
            case Reason.TakenOver r -> "DUPLICATE_CLIENTID";
            case Reason.KeepAliveTimeout r -> "MQTT_KEEP_ALIVE_TIMEOUT";
            case Reason.ProtocolError r -> "CLIENT_ERROR";
            // AWS counts an oversized payload as the client's error, and rates as throttling.
            case Reason.QuotaExceeded r -> "CLIENT_ERROR";
            case Reason.QueueFull r -> "THROTTLED";
            case Reason.NotAuthorized r -> "AUTH_ERROR";
            case Reason.Admitted r -> throw new IllegalArgumentException("a connection does not end by beginning");
            case Reason.NoClientCertificate r -> "AUTH_ERROR";
            case Reason.NoCredentials r -> "AUTH_ERROR";
            case Reason.SignatureRefused r -> "AUTH_ERROR";
            case Reason.UpgradeRefused r -> "CLIENT_ERROR";
            case Reason.AuthorizerRefused r -> "AUTH_ERROR";
            case Reason.AuthorizationExpired r -> "CUSTOMAUTH_TTL_EXPIRATION";
            case Reason.WebSocketExpired r -> "WEBSOCKET_TTL_EXPIRATION";
            case Reason.DisconnectedByApi r -> "API_INITIATED_DISCONNECT";
            case Reason.CertificateUnknown r -> "AUTH_ERROR";
            case Reason.CertificateNotActive r -> "AUTH_ERROR";
            case Reason.CertificateNotValidNow r -> "AUTH_ERROR";
            case Reason.CertificateDeactivated r -> "AUTH_ERROR";
            case Reason.HandshakeFailed r -> "CLIENT_ERROR";
            case Reason.ConnectTimeout r -> "CLIENT_ERROR";
            case Reason.ServerShutdown r -> "SERVER_INITIATED_DISCONNECT";
            case Reason.ServerError r -> "SERVER_ERROR";
        };
    }

    private static ObjectNode event(Subject subject, String eventType, long nowMillis) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("clientId", subject.clientId());
        event.put("timestamp", nowMillis);
        event.put("eventType", eventType);
        event.put("sessionIdentifier", subject.sessionIdentifier());
        event.put("principalIdentifier", subject.principalId());
        return event;
    }

    private static Optional<Message> message(Subject subject, String path, ObjectNode event, long nowMillis) {
        String clientId = subject.clientId();
        if (clientId.indexOf('+') >= 0 || clientId.indexOf('#') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Message(
                subject.tenant(),
                "$aws/events/" + path + clientId,
                event.toString().getBytes(StandardCharsets.UTF_8),
                1,
                false,
                MessageProperties.NONE,
                ORIGIN,
                nowMillis));
    }
}
