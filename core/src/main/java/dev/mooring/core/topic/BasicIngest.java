package dev.mooring.core.topic;

import java.util.Optional;

/**
 * A publish straight to one rule: {@code $aws/rules/{rule}} or {@code $aws/rules/{rule}/{topic}}.
 *
 * @param ruleName the rule addressed; not checked to exist
 * @param topic what the rule sees as {@code topic()}; may be empty
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-basic-ingest.html">AWS: Basic Ingest</a>
 */
public record BasicIngest(String ruleName, String topic) {
    static final String PREFIX = "$aws/rules/";

    /** No rule can have a longer name, so nothing longer earns the exemption from the limits. */
    private static final int MAX_RULE_NAME = 128;

    /** Reads a topic as Basic Ingest; empty when it is none. */
    public static Optional<BasicIngest> of(String topic) {
        if (!topic.startsWith(PREFIX) || topic.length() == PREFIX.length()) {
            return Optional.empty();
        }
        int slash = topic.indexOf('/', PREFIX.length());
        if (slash == PREFIX.length()) {
            return Optional.empty();
        }
        return Optional.of(
                slash < 0
                        ? new BasicIngest(topic.substring(PREFIX.length()), "")
                        : new BasicIngest(topic.substring(PREFIX.length(), slash), topic.substring(slash + 1)));
    }

    /** How many leading characters of a topic do not count towards the limits. */
    static int freePrefix(String topic) {
        if (!topic.startsWith(PREFIX)) {
            return 0;
        }
        int slash = topic.indexOf('/', PREFIX.length());
        int end = slash < 0 ? topic.length() : slash + 1;
        return end - PREFIX.length() > MAX_RULE_NAME + 1 ? 0 : end;
    }
}
