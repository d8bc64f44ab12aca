package dev.mooring.broker.session;

import dev.mooring.core.message.Message;
import java.util.List;

/**
 * A message on its way to subscribers: immutable, and shared by all of them that receive it in the same form.
 *
 * @param topicUtf8 the topic as it goes on the wire; never changed
 * @param qos the lower of the message's and the subscription's
 * @param retain the RETAIN flag to send: set when a SUBSCRIBE caused the delivery [MQTT-3.3.1-8], else clear
 *     [MQTT-3.3.1-9] unless the subscription wants it as published
 * @param identifiers the subscription identifiers of the filters that matched (MQTT 5, section 3.8.2.1.2)
 * @param share the shared subscription it is for, {@code $share/…} as subscribed; empty for an ordinary one
 * @param receipt arrives when a persistent session has this copy for good, or does not want it
 */
public record Outgoing(
        Message message,
        byte[] topicUtf8,
        int qos,
        boolean retain,
        List<Integer> identifiers,
        String share,
        Receipt receipt) {
    /** Nobody waits for it. */
    public Outgoing(
            Message message, byte[] topicUtf8, int qos, boolean retain, List<Integer> identifiers, String share) {
        this(message, topicUtf8, qos, retain, identifiers, share, Receipt.NONE);
    }

    /** For an ordinary subscription without identifier. */
    public Outgoing(Message message, byte[] topicUtf8, int qos, boolean retain) {
        this(message, topicUtf8, qos, retain, List.of(), "");
    }

    public boolean isShared() {
        return !share.isEmpty();
    }

    /** What a queue accounts for it, bytes: payload, topic and properties plus the objects around them. */
    int queuedBytes() {
        return message.payload().length
                + topicUtf8.length
                + message.properties().bytes()
                + 128;
    }

    /** Whether the message's own expiry interval has passed (MQTT 5, section 3.3.2.3.3). */
    public boolean isExpired(long nowMillis) {
        return message.properties().expirySeconds().isPresent()
                && nowMillis - message.timestampMillis()
                        >= message.properties().expirySeconds().get() * 1000;
    }

    /**
     * What is left of an expiry interval when the message is sent [MQTT-3.3.2-6].
     *
     * @param expirySeconds the message's own
     */
    public long remainingSeconds(long expirySeconds, long nowMillis) {
        return Math.clamp(expirySeconds - (nowMillis - message.timestampMillis()) / 1000, 0, expirySeconds);
    }
}
