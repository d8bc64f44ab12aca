package dev.mooring.api.mooring;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.mooring.MooringApi.JsonOperation;
import dev.mooring.api.mooring.MooringApi.Request;
import dev.mooring.api.mooring.MooringApi.Route;
import dev.mooring.core.message.Message;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicFilter;
import dev.mooring.rules.record.MessageRecorder;
import dev.mooring.rules.record.RecorderLimits;
import dev.mooring.rules.record.RecordingRefusedException;
import dev.mooring.rules.record.RecordingStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Start, stop, look at and forget recordings of messages. */
public final class RecordingOperations {
    /** Messages of one answer. */
    static final int MAX_SHOWN = 10_000;

    static final long MAX_LEASE_SECONDS = 3600;

    private static final int DEFAULT_SHOWN = 100;
    private static final String PATH = "/mooring/recordings";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MessageRecorder recorder;

    public RecordingOperations(MessageRecorder recorder) {
        this.recorder = recorder;
    }

    public Map<Route, JsonOperation> routes() {
        return Map.of(
                new Route("GET", PATH), this::list,
                new Route("POST", PATH), this::start,
                new Route("POST", PATH + "/stop"), this::stop,
                new Route("DELETE", PATH), this::forget,
                new Route("GET", PATH + "/messages"), this::messages);
    }

    private JsonNode list(Request request, CallContext context) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode recordings = answer.putArray("recordings");
        recorder.recordings(context.tenant()).forEach(status -> recordings.add(write(status)));
        return answer;
    }

    private JsonNode start(Request request, CallContext context) {
        JsonBody body = request.body();
        TopicFilter filter = filter(body.requiredText("filter"));
        int messages = (int) body.number("maxMessages", RecorderLimits.DEFAULT_MESSAGES, 1, Integer.MAX_VALUE);
        long bytes = body.number("maxBytes", RecorderLimits.DEFAULT_BYTES, 1, Long.MAX_VALUE);
        long lease = body.number("leaseSeconds", 0, 1, MAX_LEASE_SECONDS);
        body.refuseOthers();
        try {
            return write(recorder.start(
                    context.tenant(),
                    filter,
                    messages,
                    bytes,
                    lease == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(lease))));
        } catch (RecordingRefusedException refused) {
            throw new ApiException("InvalidRequestException", refused.reason());
        }
    }

    private JsonNode stop(Request request, CallContext context) {
        String filter = request.body().requiredText("filter");
        request.body().refuseOthers();
        return write(recorder.stop(context.tenant(), filter).orElseThrow(() -> noSuch(filter)));
    }

    private JsonNode forget(Request request, CallContext context) {
        String filter = requiredFilter(request);
        if (!recorder.forget(context.tenant(), filter)) {
            throw noSuch(filter);
        }
        return JSON.createObjectNode();
    }

    private JsonNode messages(Request request, CallContext context) {
        String filter = requiredFilter(request);
        int most = request.parameter("limit").map(RecordingOperations::limit).orElse(DEFAULT_SHOWN);
        List<Message> latest = recorder.latest(context.tenant(), filter, most).orElseThrow(() -> noSuch(filter));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode messages = answer.putArray("messages");
        latest.forEach(message -> messages.add(MessageJson.write(message)));
        return answer;
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_SHOWN) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like one out of range.
        }
        throw JsonBody.invalid("limit must be a whole number from 1 to " + MAX_SHOWN);
    }

    private static String requiredFilter(Request request) {
        return request.parameter("filter").orElseThrow(() -> JsonBody.invalid("filter is required"));
    }

    private static TopicFilter filter(String text) {
        try {
            return new TopicFilter(text);
        } catch (InvalidTopicException invalid) {
            throw JsonBody.invalid("filter: " + invalid.getMessage());
        }
    }

    static ApiException noSuch(String filter) {
        return new ApiException(
                "ResourceNotFoundException", "There is no recording of '" + filter + "'; start one first.");
    }

    private static ObjectNode write(RecordingStatus status) {
        ObjectNode node = JSON.createObjectNode()
                .put("filter", status.filter())
                .put("running", status.running())
                .put("started", status.started().toEpochMilli())
                .put("maxMessages", status.maxMessages())
                .put("maxBytes", status.maxBytes())
                .put("kept", status.kept())
                .put("keptBytes", status.keptBytes())
                .put("seen", status.seen());
        status.oldest().ifPresent(oldest -> node.put("oldest", oldest.toEpochMilli()));
        return node;
    }
}
