package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What destinations and dead-letter queues are sent.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">AWS: records of
 *     asynchronous invocations</a>
 */
final class EventRecords {
    private static final int MAX_ERROR_MESSAGE = 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventRecords() {}

    /**
     * @param condition Success, RetriesExhausted, EventAgeExceeded, …
     * @param attempts times the function was invoked
     * @param last what came of the last invocation, if there was one
     */
    static String invocation(
            Tenant tenant,
            WaitingEvent event,
            String condition,
            int attempts,
            Optional<InvocationResult> last,
            Instant now) {
        ObjectNode record = JSON.createObjectNode();
        record.put("version", "1.0");
        record.put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
        record.putObject("requestContext")
                .put("requestId", event.requestId())
                .put(
                        "functionArn",
                        new Arns(tenant).function(event.functionName()) + ":"
                                + event.qualifier().orElse(FunctionName.LATEST))
                .put("condition", condition)
                .put("approximateInvokeCount", attempts);
        record.set("requestPayload", json(event.payload()));
        last.ifPresent(result -> {
            ObjectNode context = record.putObject("responseContext");
            context.put("statusCode", 200).put("executedVersion", result.executedVersion());
            result.functionError().ifPresent(error -> context.put("functionError", error));
            record.set("responsePayload", json(new String(result.payload(), StandardCharsets.UTF_8)));
        });
        return JSON.writeValueAsString(record);
    }

    /** The attributes beside the event itself in a dead-letter queue. */
    static Map<String, EventDestinations.Attribute> deadLetter(WaitingEvent event, String errorCode, String why) {
        String message = why.isEmpty() ? "?" : why.substring(0, Math.min(why.length(), MAX_ERROR_MESSAGE));
        return Map.of(
                "RequestID", new EventDestinations.Attribute("String", event.requestId()),
                "ErrorCode", new EventDestinations.Attribute("Number", errorCode),
                "ErrorMessage", new EventDestinations.Attribute("String", message));
    }

    /** The errorMessage of a function's error. */
    static String errorMessage(InvocationResult result) {
        String text = new String(result.payload(), StandardCharsets.UTF_8);
        JsonNode message = json(text).path("errorMessage");
        return message.isString() ? message.stringValue() : text;
    }

    /** What a handler with a custom runtime answers need not be JSON. */
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(text);
        }
    }
}
