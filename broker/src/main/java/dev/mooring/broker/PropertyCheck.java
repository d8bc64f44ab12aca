package dev.mooring.broker;

import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The MQTT 5 properties of a message: whether they can be accepted, and what they become. Pure. */
final class PropertyCheck {
    private PropertyCheck() {}

    static Optional<Reason> refuse(MessageProperties properties, Mqtt5Settings limits) {
        if (properties.equals(MessageProperties.NONE)) {
            return Optional.empty();
        }
        return tooLong(
                        "bytes in a content type",
                        properties.contentType().map(PropertyCheck::bytes),
                        limits.contentTypeBytes())
                .or(() -> tooLong(
                        "bytes in a response topic",
                        properties.responseTopic().map(PropertyCheck::bytes),
                        limits.responseTopicBytes()))
                .or(() -> tooLong(
                        "bytes of correlation data",
                        properties.correlationData().map(data -> (long) data.length),
                        limits.correlationDataBytes()))
                .or(() -> tooLong(
                        "bytes in user properties", Optional.of(userBytes(properties)), limits.userPropertyBytes()))
                .or(() -> properties.responseTopic().flatMap(PropertyCheck::refuseResponseTopic));
    }

    /** With the expiry interval moved into the range that is served. */
    static MessageProperties accepted(MessageProperties properties, Mqtt5Settings limits) {
        if (properties.expirySeconds().isEmpty()) {
            return properties;
        }
        long asked = properties.expirySeconds().get();
        long served = Math.clamp(asked, limits.messageExpiryMinimumSeconds(), limits.messageExpiryMaximumSeconds());
        return served == asked ? properties : properties.withExpirySeconds(served);
    }

    private static Optional<Reason> tooLong(String quota, Optional<Long> actual, int limit) {
        return actual.filter(bytes -> bytes > limit).map(bytes -> new Reason.QuotaExceeded(quota, limit, bytes));
    }

    private static Optional<Reason> refuseResponseTopic(String topic) {
        try {
            new TopicName(topic);
            return Optional.empty();
        } catch (InvalidTopicException e) {
            return Optional.of(new Reason.ProtocolError(
                    "the response topic: " + e.getMessage(), "MQTT5-3.3.2-14", ReasonCode.TOPIC_NAME_INVALID));
        }
    }

    private static long userBytes(MessageProperties properties) {
        long sum = 0;
        for (UserProperty property : properties.userProperties()) {
            sum += bytes(property.key()) + bytes(property.value());
        }
        return sum;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
