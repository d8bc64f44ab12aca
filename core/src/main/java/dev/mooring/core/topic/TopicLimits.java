package dev.mooring.core.topic;

/**
 * How large a topic name or filter may be. A profile chooses; the syntax of MQTT is not negotiable and not in here.
 *
 * @param maxBytes the longest text, in bytes of UTF-8
 * @param maxSlashes the most {@code /}; one less than the most levels
 * @param maxShareNameChars the longest ShareName of a shared subscription, in characters
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/iot-core.html">AWS: message broker quotas</a>
 */
public record TopicLimits(int maxBytes, int maxSlashes, int maxShareNameChars) {
    /** What AWS IoT Core accepts. */
    public static final TopicLimits AWS = new TopicLimits(256, 7, 128);

    /** What MQTT itself can carry: a two-byte length (MQTT 5, section 1.5.4). */
    public static final TopicLimits MQTT = new TopicLimits(65_535, 65_535, 65_535);

    public TopicLimits {
        if (maxBytes < 1 || maxSlashes < 0 || maxShareNameChars < 1) {
            throw new IllegalArgumentException("topic limits must be positive");
        }
    }
}
