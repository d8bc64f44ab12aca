package dev.mooring.broker.route;

/**
 * One subscriber's interest in one filter.
 *
 * @param filter the filter it was made with
 * @param qos the QoS granted: deliveries have at most this
 */
public record Subscription<S>(S subscriber, String filter, int qos) {}
