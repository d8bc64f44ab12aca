package dev.mooring.core.topic;

/** What a SUBSCRIBE may ask for: a topic filter, alone or shared in a group. */
public sealed interface SubscriptionFilter permits TopicFilter, SharedTopicFilter {
    /** As sent. */
    String text();

    /** The filter that topics are matched against. */
    TopicFilter filter();

    /**
     * Reads a filter of SUBSCRIBE or UNSUBSCRIBE.
     *
     * @throws InvalidTopicException if it breaks MQTT's syntax or a limit
     */
    static SubscriptionFilter parse(String text, TopicLimits limits) {
        return text.equals("$share") || text.startsWith(SharedTopicFilter.PREFIX)
                ? SharedTopicFilter.parse(text, limits)
                : TopicFilter.parse(text, limits);
    }
}
