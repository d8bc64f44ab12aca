package dev.mooring.server.log;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.EventLog;
import dev.mooring.broker.event.LifecycleEvents;
import dev.mooring.core.Tenant;
import dev.mooring.core.log.LogEntry;
import dev.mooring.core.log.LogEntry.Failure;
import dev.mooring.core.log.LogLevel;
import dev.mooring.core.log.LogSink;
import dev.mooring.core.log.LogSubject;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.Origin;
import dev.mooring.core.reason.Reason;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients do, as log entries: made of the messages that pass the broker (publishes, and its own lifecycle events)
 * and of the events it records. Publish-Out is not logged: the broker tells nobody of single deliveries.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cwl-format.html">AWS: log entries</a>
 */
public record ClientLog(LogSink sink) implements EventLog {
    private static final String PRESENCE = "$aws/events/presence/connected/";
    private static final String SUBSCRIBED = "$aws/events/subscriptions/subscribed/";
    private static final String PUBLISH_IN = "Publish-In";

    /** A message that the broker took. */
    public void published(Message message) {
        Origin origin = message.origin();
        switch (origin.protocol()) {
            case MQTT, HTTP -> publishIn(message);
            case SERVICE -> {
                if (message.topic().startsWith(PRESENCE)) {
                    fromEvent(message, "Connect", (event, entry) -> {});
                } else if (message.topic().startsWith(SUBSCRIBED)) {
                    subscribed(message);
                }
            }
            case RULE -> {}
        }
    }

    private void publishIn(Message message) {
        if (!sink.mayWant(message.tenant(), LogLevel.INFO)) {
            return;
        }
        Origin origin = message.origin();
        sink.write(LogEntry.of(
                new LogSubject(message.tenant(), origin.clientId(), origin.principalId(), origin.sourceIp()),
                message.timestampMillis(),
                LogLevel.INFO,
                PUBLISH_IN,
                LogEntry.traceId(message),
                Optional.empty(),
                entry -> {
                    entry.put("protocol", origin.protocol().name()).put("topicName", message.topic());
                    if (message.retain()) {
                        entry.put("retain", "True");
                    }
                    origin.sourceIp().ifPresent(ip -> entry.put("sourceIp", ip));
                }));
    }

    /** One entry a filter. */
    private void subscribed(Message message) {
        if (!sink.mayWant(message.tenant(), LogLevel.INFO)) {
            return;
        }
        for (JsonNode filter : JsonMapper.shared().readTree(message.payload()).path("topics")) {
            fromEvent(message, "Subscribe", (event, entry) -> entry.put("topicName", filter.asString()));
        }
    }

    @FunctionalInterface
    private interface Attributes {
        void add(JsonNode event, ObjectNode entry);
    }

    private void fromEvent(Message message, String eventType, Attributes attributes) {
        if (!sink.mayWant(message.tenant(), LogLevel.INFO)) {
            return;
        }
        JsonNode event = JsonMapper.shared().readTree(message.payload());
        Optional<String> ip = event.path("ipAddress").asStringOpt();
        sink.write(LogEntry.of(
                new LogSubject(
                        message.tenant(),
                        event.path("clientId").asStringOpt(),
                        event.path("principalIdentifier").asString(""),
                        ip),
                message.timestampMillis(),
                LogLevel.INFO,
                eventType,
                event.path("sessionIdentifier").asString(""),
                Optional.empty(),
                entry -> {
                    entry.put("protocol", "MQTT");
                    attributes.add(event, entry);
                    ip.ifPresent(address -> entry.put("sourceIp", address));
                }));
    }

    @Override
    public void record(ClientEvent event) {
        if (event.tenant().isEmpty()) {
            return; // Nobody's log: who it was is not known.
        }
        Tenant tenant = event.tenant().get();
        switch (event.kind()) {
            case REFUSED -> write(tenant, event, "Connect", Optional.of(failure(event.reason())), entry -> {});
            case CLOSED ->
                write(
                        tenant,
                        event,
                        "Disconnect",
                        Optional.empty(),
                        entry -> entry.put("disconnectReason", LifecycleEvents.disconnectReason(event.reason())));
            case DENIED -> {
                if (event.reason() instanceof Reason.NotAuthorized denied) {
                    denied(tenant, event, denied);
                }
            }
            case CONNECTED, DROPPED -> {} // The first is heard of as a presence event.
        }
    }

    private void denied(Tenant tenant, ClientEvent event, Reason.NotAuthorized denied) {
        String topic = denied.resource().replaceFirst("^arn:[^/]*/", "");
        switch (denied.action()) {
            case "iot:Publish", "iot:RetainPublish" ->
                write(tenant, event, PUBLISH_IN, Optional.of(failure(denied)), entry -> entry.put("topicName", topic));
            case "iot:Subscribe" ->
                write(tenant, event, "Subscribe", Optional.of(failure(denied)), entry -> entry.put("topicName", topic));
            default -> {}
        }
    }

    private void write(
            Tenant tenant,
            ClientEvent event,
            String eventType,
            Optional<Failure> failure,
            Consumer<ObjectNode> attributes) {
        LogLevel level = failure.isPresent() ? LogLevel.ERROR : LogLevel.INFO;
        if (!sink.mayWant(tenant, level)) {
            return;
        }
        int colon = event.address().lastIndexOf(':');
        String ip = colon < 0 ? event.address() : event.address().substring(0, colon);
        String port = colon < 0 ? "" : event.address().substring(colon + 1);
        sink.write(LogEntry.of(
                new LogSubject(
                        tenant,
                        Optional.of(event.clientId()).filter(id -> !id.isEmpty()),
                        event.principalId(),
                        Optional.of(ip)),
                event.timeMillis(),
                level,
                eventType,
                event.connectionId(),
                failure,
                entry -> {
                    entry.put("protocol", "MQTT");
                    attributes.accept(entry);
                    entry.put("sourceIp", ip);
                    if (port.matches("\\d{1,5}")) {
                        entry.put("sourcePort", Integer.parseInt(port));
                    }
                }));
    }

    private static Failure failure(Reason reason) {
        return new Failure(
                reason instanceof Reason.NotAuthorized
                        ? "AUTHORIZATION_FAILURE"
                        : LifecycleEvents.disconnectReason(reason),
                reason.text());
    }
}
