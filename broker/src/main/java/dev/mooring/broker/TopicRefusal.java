package dev.mooring.broker;

import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.route.SubscriptionTree;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.ReservedTopics;
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
    static Optional<TopicRefusal> ofPublish(String topic, TopicLimits limits) {
        try {
            TopicName.parse(topic, limits);
        } catch (InvalidTopicException e) {
            return Optional.of(of(e, ReasonCode.TOPIC_NAME_INVALID));
        }
        return ReservedTopics.refusesPublish(topic).map(why -> reserved(why, ReasonCode.TOPIC_NAME_INVALID));
    }

    /** @param filter as sent, {@code $share/…} included */
    static Optional<TopicRefusal> ofSubscribe(String filter, TopicLimits limits) {
        int levels = SubscriptionTree.levels(Subscription.filter(filter));
        if (levels > SubscriptionTree.MAX_LEVELS) {
            Reason reason = new Reason.QuotaExceeded(
                    "levels in a topic filter", SubscriptionTree.MAX_LEVELS, levels, ReasonCode.TOPIC_FILTER_INVALID);
            return Optional.of(new TopicRefusal(reason, false));
        }
        try {
            TopicFilter matched = SubscriptionFilter.parse(filter, limits).filter();
            return ReservedTopics.refusesSubscribe(matched).map(why -> reserved(why, ReasonCode.TOPIC_FILTER_INVALID));
        } catch (InvalidTopicException e) {
            return Optional.of(of(e, ReasonCode.TOPIC_FILTER_INVALID));
        }
    }

    private static TopicRefusal of(InvalidTopicException e, int code) {
        String section =
                switch (e.problem()) {
                    case EMPTY -> "MQTT-4.7.3-1";
                    case CHARACTER -> "MQTT-1.5.3-1";
                    case WILDCARD -> "MQTT-4.7.1-1";
                    case TOO_LONG, TOO_MANY_LEVELS -> "";
                    case SHARE -> "MQTT5-4.8.2-2";
                };
        return new TopicRefusal(new Reason.ProtocolError(message(e), section, code), !section.isEmpty());
    }

    private static String message(InvalidTopicException e) {
        return e.getMessage() == null ? e.problem().name() : e.getMessage();
    }

    private static TopicRefusal reserved(String why, int code) {
        return new TopicRefusal(new Reason.ProtocolError(why, "", code), false);
    }
}
