package dev.mooring.broker.route;

/**
 * How a subscription wants its messages (MQTT 5, section 3.8.3.1).
 *
 * @param qos the QoS granted: deliveries have at most this
 * @param noLocal without the subscriber's own messages
 * @param retainAsPublished with RETAIN as the publisher set it
 * @param identifier 1..268435455, or 0 for none
 */
public record SubscriptionOptions(int qos, boolean noLocal, boolean retainAsPublished, int identifier) {
    /** As MQTT 3.1.1 subscribes. */
    public SubscriptionOptions(int qos) {
        this(qos, false, false, 0);
    }
}
