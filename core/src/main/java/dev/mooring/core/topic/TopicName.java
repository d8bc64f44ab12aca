package dev.mooring.core.topic;

import dev.mooring.core.topic.InvalidTopicException.Problem;

/**
 * The topic a message is published to (MQTT 5, section 4.7). An instance obeys MQTT's syntax; {@link #parse} also holds
 * it to limits.
 */
public record TopicName(String text) {
    /** @throws InvalidTopicException unless the text is a topic name of MQTT */
    public TopicName {
        TopicSyntax.checkCharacters("topic name", text);
        if (text.indexOf('+') >= 0 || text.indexOf('#') >= 0) {
            throw new InvalidTopicException(Problem.WILDCARD, "topic name '" + text + "' contains a wildcard");
        }
    }

    /**
     * Reads a topic name. The first three levels of Basic Ingest ({@code $aws/rules/rule/}) do not count towards the
     * limits.
     *
     * @throws InvalidTopicException if it breaks MQTT's syntax or a limit
     */
    public static TopicName parse(String text, TopicLimits limits) {
        TopicName name = new TopicName(text);
        TopicSyntax.checkLimits("topic name", text, BasicIngest.freePrefix(text), limits);
        return name;
    }

    /** Starts with {@code $}: reserved for the server. */
    public boolean isReserved() {
        return text.charAt(0) == '$';
    }

    @Override
    public String toString() {
        return text;
    }
}
