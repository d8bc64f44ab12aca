package dev.mooring.core.message;

import java.util.List;
import java.util.Optional;

/**
 * The MQTT 5 properties that travel with a message (MQTT 5, section 3.3.2.3).
 *
 * @param utf8 the payload format indicator: true for UTF-8 text
 * @param expirySeconds the message expiry interval; empty for never
 * @param correlationData binary; not copied, must not be changed
 * @param userProperties in the order sent
 */
public record MessageProperties(
        boolean utf8,
        Optional<Long> expirySeconds,
        Optional<String> contentType,
        Optional<String> responseTopic,
        Optional<byte[]> correlationData,
        List<UserProperty> userProperties) {
    /** What MQTT 3.1.1 publishers send. */
    public static final MessageProperties NONE = new MessageProperties(
            false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public record UserProperty(String key, String value) {}

    /** The same with another expiry interval. */
    public MessageProperties withExpirySeconds(long seconds) {
        return new MessageProperties(
                utf8, Optional.of(seconds), contentType, responseTopic, correlationData, userProperties);
    }

    /** About what it takes in memory, bytes: for bounding queues. */
    public int bytes() {
        if (equals(NONE)) {
            return 0;
        }
        int bytes = 64
                + contentType.map(String::length).orElse(0)
                + responseTopic.map(String::length).orElse(0)
                + correlationData.map(data -> data.length).orElse(0);
        for (UserProperty property : userProperties) {
            bytes += 64 + property.key().length() + property.value().length();
        }
        return bytes;
    }
}
