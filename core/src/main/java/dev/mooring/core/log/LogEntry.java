package dev.mooring.core.log;

import dev.mooring.core.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry.
 *
 * @param json an object with the attributes of all entries (timestamp, logLevel, traceId, accountId, status, eventType)
 *     and those of its type, in AWS's order
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cwl-format.html">AWS: CloudWatch Logs entries</a>
 */
public record LogEntry(LogSubject subject, long timestampMillis, LogLevel level, String eventType, String json) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    /** For what has no client id, as AWS writes it. */
    private static final String NO_CLIENT = "N/A";

    /** What went wrong, in AWS's word and in a sentence. */
    public record Failure(String reason, String details) {}

    /** The trace id of a message; for one that has none (it did not come by MQTT) the same made-up one each time. */
    public static String traceId(Message message) {
        return message.origin().traceId().orElseGet(() -> UUID.nameUUIDFromBytes(
                        (message.timestampMillis() + " " + message.topic()).getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    /**
     * @param traceId the same for all entries about one message or connection
     * @param attributes adds those of the entry's type behind the client id
     */
    public static LogEntry of(
            LogSubject subject,
            long timestampMillis,
            LogLevel level,
            String eventType,
            String traceId,
            Optional<Failure> failure,
            Consumer<ObjectNode> attributes) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(timestampMillis)))
                .put("logLevel", level.name())
                .put("traceId", traceId)
                .put("accountId", subject.tenant().account())
                .put("status", failure.isPresent() ? "Failure" : "Success")
                .put("eventType", eventType)
                .put("clientId", subject.clientId().orElse(NO_CLIENT));
        attributes.accept(entry);
        entry.put("principalId", subject.principalId());
        failure.ifPresent(why -> entry.put("reason", why.reason()).put("details", why.details()));
        return new LogEntry(subject, timestampMillis, level, eventType, entry.toString());
    }
}
