package dev.mooring.broker.session;

/**
 * Bounds of one session.
 *
 * @param inFlightOut QoS 1 messages sent and not yet acknowledged; AWS: 100. At most {@value InFlight#MAX_WINDOW}
 * @param queuedMessages messages that wait for the window or for the client's return
 * @param queuedBytes their payloads, topics and objects
 * @param subscriptions AWS: 50 a connection
 * @param redeliverWithDup set DUP when a message is sent again [MQTT-3.3.1-1]; AWS does not
 */
public record SessionLimits(
        int inFlightOut, int queuedMessages, long queuedBytes, int subscriptions, boolean redeliverWithDup) {
    /** As at AWS; the queue's bounds are ours, AWS bounds rates instead. */
    public static final SessionLimits AWS = new SessionLimits(100, 10_000, 32L << 20, 50, false);

    public SessionLimits {
        if (inFlightOut < 1 || inFlightOut > InFlight.MAX_WINDOW || queuedMessages < 0 || subscriptions < 1) {
            throw new IllegalArgumentException("session limits out of range");
        }
    }
}
