package dev.mooring.core.topic;

/** The peer's topic name or filter cannot be accepted. The message says why, for a person. */
public final class InvalidTopicException extends IllegalArgumentException {
    /** What is wrong, for choosing a reason code at the edge. */
    public enum Problem {
        /** No characters at all [MQTT-4.7.3-1], or an empty ShareName [MQTT-4.8.2-1]. */
        EMPTY,
        /** U+0000 [MQTT-4.7.3-2], or half of a surrogate pair [MQTT-1.5.4-1]. */
        CHARACTER,
        /** {@code +} or {@code #} in a name [MQTT-3.3.2-2], or misplaced in a filter [MQTT-4.7.1-1, MQTT-4.7.1-2]. */
        WILDCARD,
        /** More bytes than the limit. */
        TOO_LONG,
        /** More levels than the limit. */
        TOO_MANY_LEVELS,
        /** A {@code $share} filter without ShareName or filter [MQTT-4.8.2-1, MQTT-4.8.2-2]. */
        SHARE
    }

    private final Problem problem;

    InvalidTopicException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
