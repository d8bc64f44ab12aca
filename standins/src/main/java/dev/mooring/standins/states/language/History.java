package dev.mooring.standins.states.language;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the events of one execution's history, in the form of the API's {@code HistoryEvent}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">AWS: HistoryEvent</a>
 */
final class History {
    static final int MAX_EVENTS = 25_000;
    /** Bytes of UTF-8 of an input, an output, a result. */
    static final int MAX_PAYLOAD = 262_144;

    /** The next event after this one says that the history is full. */
    private static final int LAST = MAX_EVENTS - 1;

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private long lastId;
    private List<ObjectNode> fresh = new ArrayList<>();

    static String iso(Instant time) {
        return ISO.format(time);
    }

    static String text(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    boolean isFull() {
        return lastId >= LAST;
    }

    /**
     * @param previous the event that led here; 0 for none
     * @param details the member that holds the details, for example {@code taskScheduledEventDetails}; empty for none
     * @return the event's id
     */
    long add(Instant time, long previous, String type, String details, Consumer<ObjectNode> fill) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("timestamp", BigDecimal.valueOf(time.toEpochMilli(), 3));
        event.put("type", type);
        event.put("id", ++lastId);
        event.put("previousEventId", previous);
        if (!details.isEmpty()) {
            fill.accept(event.putObject(details));
        }
        fresh.add(event);
        return lastId;
    }

    /** What was added since the last call. */
    List<ObjectNode> take() {
        List<ObjectNode> taken = List.copyOf(fresh);
        fresh = new ArrayList<>();
        return taken;
    }
}
