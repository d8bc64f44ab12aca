package dev.mooring.broker;

import dev.mooring.broker.route.SubscriptionTree;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.ReservedTopics;
import dev.mooring.core.topic.SharedTopicFilter;
import dev.mooring.core.topic.SubscriptionFilter;
import dev.mooring.core.topic.TopicFilter;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.core.topic.TopicName;
import java.util.Optional;

/**
 * Why a topic or filter cannot be used, whoever asks.
 *
 * @param malformed it breaks MQTT's own syntax: a protocol error, which ends the connection [MQTT-4.8.0-1]
 */
record TopicRefusal(Reason reason, boolean malformed) {
    static Optional<Reason> ofPublish(String topic, TopicLimits limits) {
        try {
            TopicName.parse(topic, limits);
        } catch (InvalidTopicException e) {
            return Optional.of(of(e).reason());
        }
        return ReservedTopics.refusesPublish(topic).map(TopicRefusal::reserved);
    }

    static Optional<TopicRefusal> ofSubscribe(String filter, TopicLimits limits) {
        int levels = SubscriptionTree.levels(filter);
        if (levels > SubscriptionTree.MAX_LEVELS) {
            Reason reason = new Reason.QuotaExceeded("levels in a topic filter", SubscriptionTree.MAX_LEVELS, levels);
            return Optional.of(new TopicRefusal(reason, false));
        }
        try {
            return switch (SubscriptionFilter.parse(filter, limits)) {
                case TopicFilter plain ->
                    ReservedTopics.refusesSubscribe(plain).map(why -> new TopicRefusal(reserved(why), false));
                case SharedTopicFilter shared ->
                    Optional.of(new TopicRefusal(
                            new Reason.ProtocolError("shared subscriptions are not supported yet", ""), false));
            };
        } catch (InvalidTopicException e) {
            return Optional.of(of(e));
        }
    }

    private static TopicRefusal of(InvalidTopicException e) {
        String section =
                switch (e.problem()) {
                    case EMPTY -> "MQTT-4.7.3-1";
                    case CHARACTER -> "MQTT-1.5.3-1";
                    case WILDCARD -> "MQTT-4.7.1-1";
                    case TOO_LONG, TOO_MANY_LEVELS -> "";
                    case SHARE -> "MQTT5-4.8.2-2";
                };
        return new TopicRefusal(new Reason.ProtocolError(message(e), section), !section.isEmpty());
    }

    private static String message(InvalidTopicException e) {
        return e.getMessage() == null ? e.problem().name() : e.getMessage();
    }

    private static Reason reserved(String why) {
        return new Reason.ProtocolError(why, "");
    }
}
