package dev.mooring.api.iot;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The attributes of a thing.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html">AWS: registry quotas</a>
 */
final class ThingAttributes {
    static final int MAX_WITHOUT_TYPE = 3;
    static final int MAX_BYTES = 47 * 1024;

    private ThingAttributes() {}

    /**
     * The attributes after a create or an update; an empty value removes.
     *
     * @param merge keep what is not given
     * @throws dev.mooring.api.ApiException InvalidRequestException over a limit
     */
    static Map<String, String> updated(Map<String, String> present, Map<String, String> given, boolean merge) {
        Map<String, String> updated = new TreeMap<>(merge ? present : Map.of());
        updated.putAll(given);
        updated.values().removeIf(String::isEmpty);
        if (updated.size() > MAX_WITHOUT_TYPE) {
            throw Refusal.invalidRequest("A thing without a thing type can have " + MAX_WITHOUT_TYPE
                    + " attributes at most, not " + updated.size());
        }
        long bytes = updated.entrySet().stream()
                .mapToLong(attribute -> bytes(attribute.getKey()) + bytes(attribute.getValue()))
                .sum();
        if (bytes > MAX_BYTES) {
            throw Refusal.invalidRequest(
                    "The attributes of a thing can have " + MAX_BYTES + " bytes at most, not " + bytes);
        }
        return updated;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
