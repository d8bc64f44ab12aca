package dev.mooring.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the authority said about the topics of one connection until its version changes. Bounded. Not safe for
 * threads.
 */
final class DecisionCache {
    private static final int MAX_TOPICS = 1024;
    private static final int MAX_TOPIC_CHARS = 1024;

    private final Map<String, Boolean> decisions = new HashMap<>(4);
    private long version;

    /** Null when it must be asked. */
    @Nullable
    Boolean get(String topic, long currentVersion) {
        if (version != currentVersion) {
            decisions.clear();
            version = currentVersion;
            return null;
        }
        return decisions.get(topic);
    }

    void put(String topic, boolean allowed) {
        if (topic.length() > MAX_TOPIC_CHARS) {
            return;
        }
        if (decisions.size() >= MAX_TOPICS) {
            decisions.clear();
        }
        decisions.put(topic, allowed);
    }
}
