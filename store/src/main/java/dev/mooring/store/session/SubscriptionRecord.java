package dev.mooring.store.session;

/**
 * A subscription of a persistent session.
 *
 * @param identifier MQTT 5's subscription identifier; 0 for none
 */
public record SubscriptionRecord(
        long session, String filter, int qos, boolean noLocal, boolean retainAsPublished, int identifier) {}
