package dev.mooring.core.topic;

import dev.mooring.core.topic.InvalidTopicException.Problem;

/**
 * A topic filter with the wildcards {@code +} and {@code #} (MQTT 5, section 4.7). An instance obeys MQTT's syntax;
 * {@link #parse} also holds it to limits.
 */
public record TopicFilter(String text) implements SubscriptionFilter {
    /** @throws InvalidTopicException unless the text is a topic filter of MQTT */
    public TopicFilter {
        TopicSyntax.checkCharacters("topic filter", text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '+' && c != '#') {
                continue;
            }
            boolean startsLevel = i == 0 || text.charAt(i - 1) == '/';
            boolean endsLevel = i + 1 == text.length() || text.charAt(i + 1) == '/';
            if (!startsLevel || !endsLevel) {
                throw new InvalidTopicException(
                        Problem.WILDCARD, "'" + c + "' must fill a whole level of topic filter '" + text + "'");
            }
            if (c == '#' && i + 1 != text.length()) {
                throw new InvalidTopicException(
                        Problem.WILDCARD, "'#' must be the last level of topic filter '" + text + "'");
            }
        }
    }

    /**
     * Reads a topic filter.
     *
     * @throws InvalidTopicException if it breaks MQTT's syntax or a limit
     */
    public static TopicFilter parse(String text, TopicLimits limits) {
        TopicFilter filter = new TopicFilter(text);
        TopicSyntax.checkLimits("topic filter", text, 0, limits);
        return filter;
    }

    @Override
    public TopicFilter filter() {
        return this;
    }

    public boolean hasWildcard() {
        return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
    }

    /**
     * Whether a message published to the topic is meant. A filter that starts with a wildcard never matches a topic that
     * starts with {@code $} [MQTT-4.7.2-1].
     *
     * @param topic a valid topic name
     */
    public boolean matches(String topic, MultiLevelWildcard multiLevel) {
        String filter = text;
        if (isReserved(topic) && startsWithWildcard()) {
            return false;
        }
        int f = 0;
        int t = 0;
        // Both stand at the start of a level.
        while (true) {
            char first = f < filter.length() ? filter.charAt(f) : '/';
            if (first == '#') {
                return true;
            }
            if (first == '+') {
                f++;
                while (t < topic.length() && topic.charAt(t) != '/') {
                    t++;
                }
            } else {
                while (f < filter.length() && filter.charAt(f) != '/') {
                    if (t == topic.length() || topic.charAt(t) != filter.charAt(f)) {
                        return false;
                    }
                    f++;
                    t++;
                }
            }
            // The filter stands at the end of its level; the topic must too.
            if (t == topic.length()) {
                return f == filter.length()
                        || (multiLevel == MultiLevelWildcard.INCLUDES_PARENT
                                && f + 2 == filter.length()
                                && filter.charAt(f + 1) == '#');
            }
            if (f == filter.length() || topic.charAt(t) != '/') {
                return false;
            }
            f++;
            t++;
        }
    }

    private boolean startsWithWildcard() {
        return text.charAt(0) == '+' || text.charAt(0) == '#';
    }

    private static boolean isReserved(String topic) {
        return !topic.isEmpty() && topic.charAt(0) == '$';
    }

    @Override
    public String toString() {
        return text;
    }
}
