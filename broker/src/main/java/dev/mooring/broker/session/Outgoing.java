package dev.mooring.broker.session;

import dev.mooring.core.message.Message;

/**
 * A message on its way to subscribers: immutable, and shared by all of them that receive it in the same form.
 *
 * @param topicUtf8 the topic as it goes on the wire; never changed
 * @param qos the lower of the message's and the subscription's
 * @param retain the RETAIN flag to send: set when a SUBSCRIBE caused the delivery [MQTT-3.3.1-8], else clear
 *     [MQTT-3.3.1-9]
 */
public record Outgoing(Message message, byte[] topicUtf8, int qos, boolean retain) {
    /** What a queue accounts for it, bytes: payload and topic plus the objects around them. */
    int queuedBytes() {
        return message.payload().length + topicUtf8.length + 128;
    }

    /** Whether the message's own expiry interval has passed (MQTT 5, section 3.3.2.3.3). */
    public boolean isExpired(long nowMillis) {
        return message.properties().expirySeconds().isPresent()
                && nowMillis - message.timestampMillis()
                        >= message.properties().expirySeconds().get() * 1000;
    }
}
