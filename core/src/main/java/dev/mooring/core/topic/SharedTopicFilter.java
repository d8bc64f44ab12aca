package dev.mooring.core.topic;

import dev.mooring.core.topic.InvalidTopicException.Problem;

/**
 * A shared subscription, {@code $share/{ShareName}/{filter}} (MQTT 5, section 4.8.2). ShareName and filter together name
 * the group.
 */
public record SharedTopicFilter(String shareName, TopicFilter filter) implements SubscriptionFilter {
    static final String PREFIX = "$share/";

    /** @throws InvalidTopicException unless the ShareName is one of MQTT */
    public SharedTopicFilter {
        TopicSyntax.checkCharacters("ShareName", shareName);
        if (shareName.indexOf('/') >= 0 || shareName.indexOf('+') >= 0 || shareName.indexOf('#') >= 0) {
            throw new InvalidTopicException(Problem.SHARE, "ShareName '" + shareName + "' contains one of / + #");
        }
    }

    /**
     * Reads {@code $share/{ShareName}/{filter}}; the first two levels do not count towards the limits on the filter.
     *
     * @throws InvalidTopicException if it breaks MQTT's syntax or a limit
     */
    public static SharedTopicFilter parse(String text, TopicLimits limits) {
        int slash = text.startsWith(PREFIX) ? text.indexOf('/', PREFIX.length()) : -1;
        if (slash < 0) {
            throw new InvalidTopicException(
                    Problem.SHARE, "a shared subscription is $share/{ShareName}/{filter}, not '" + text + "'");
        }
        String shareName = text.substring(PREFIX.length(), slash);
        if (shareName.length() > limits.maxShareNameChars()) {
            throw new InvalidTopicException(
                    Problem.TOO_LONG,
                    "ShareName has " + shareName.length() + " characters; the limit is " + limits.maxShareNameChars());
        }
        return new SharedTopicFilter(shareName, TopicFilter.parse(text.substring(slash + 1), limits));
    }

    @Override
    public String text() {
        return PREFIX + shareName + "/" + filter.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
