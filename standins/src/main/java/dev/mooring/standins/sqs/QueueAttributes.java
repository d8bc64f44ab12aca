package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.standins.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * The attributes of a queue that can be set.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">AWS:
 *     SetQueueAttributes</a>
 */
final class QueueAttributes {
    /** @param fallback what counts where nothing was set */
    private record Range(int min, int max, int fallback) {}

    private static final Map<String, Range> NUMBERS = Map.of(
            "DelaySeconds", new Range(0, 900, 0),
            "MaximumMessageSize", new Range(1024, 1_048_576, 1_048_576),
            "MessageRetentionPeriod", new Range(60, 1_209_600, 345_600),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 20, 0),
            "VisibilityTimeout", new Range(0, 43_200, 30));
    private static final Set<String> FIFO_ONLY =
            Set.of("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");
    private static final Set<String> FLAGS = Set.of("FifoQueue", "ContentBasedDeduplication", "SqsManagedSseEnabled");

    private QueueAttributes() {}

    static String defaultOf(String number) {
        return Integer.toString(Objects.requireNonNull(NUMBERS.get(number)).fallback());
    }

    static Set<String> numbers() {
        return NUMBERS.keySet();
    }

    /**
     * What the queue has after the change; an empty text removes an attribute.
     *
     * @throws ApiException InvalidAttributeName, InvalidAttributeValue
     */
    static Map<String, String> change(boolean isFifo, Map<String, String> before, Map<String, String> change) {
        Map<String, String> after = new HashMap<>(before);
        change.forEach((name, value) -> {
            check(isFifo, name, value);
            if (value.isEmpty()) {
                after.remove(name);
            } else {
                after.put(name, value);
            }
        });
        return Map.copyOf(after);
    }

    private static void check(boolean isFifo, String name, String value) {
        if (FIFO_ONLY.contains(name) && !isFifo) {
            throw new ApiException("InvalidAttributeName", "Unknown Attribute " + name + ".");
        }
        Range range = NUMBERS.get(name);
        boolean isValid =
                switch (name) {
                    case String number when range != null -> isIn(range, value);
                    case "FifoQueue" -> value.equals("true");
                    case String flag when FLAGS.contains(flag) -> value.equals("true") || value.equals("false");
                    case "DeduplicationScope" -> value.equals("messageGroup") || value.equals("queue");
                    case "FifoThroughputLimit" -> value.equals("perQueue") || value.equals("perMessageGroupId");
                    case "RedrivePolicy" ->
                        value.isEmpty() || RedrivePolicy.parse(value).isPresent();
                    case "Policy", "RedriveAllowPolicy" -> value.isEmpty() || isJsonObject(value);
                    case "KmsMasterKeyId" -> {
                        if (!value.isEmpty()) {
                            throw new ApiException(
                                    "UnsupportedOperation", "There is no KMS here: KmsMasterKeyId cannot be obeyed.");
                        }
                        yield true;
                    }
                    default -> throw new ApiException("InvalidAttributeName", "Unknown Attribute " + name + ".");
                };
        if (!isValid) {
            throw new ApiException("InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
        }
    }

    private static boolean isIn(Range range, String value) {
        try {
            int number = Integer.parseInt(value);
            return number >= range.min() && number <= range.max();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isJsonObject(String value) {
        try {
            return Json.MAPPER.readTree(value).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
