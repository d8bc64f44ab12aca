package dev.mooring.broker.session;

/**
 * Bounds of one session.
 *
 * @param inFlightOut messages with QoS above 0 sent and not yet acknowledged; AWS: 100. At most
 *     {@value InFlight#MAX_WINDOW}
 * @param inFlightIn messages with QoS above 0 taken and not yet completed: the Receive Maximum that MQTT 5 clients are
 *     told; AWS: 100. Since QoS 1 is acknowledged as soon as it is routed, only QoS 2 fills it
 * @param queuedMessages messages that wait for the window or for the client's return
 * @param queuedBytes their payloads, topics and objects
 * @param subscriptions AWS: 50 a connection
 * @param redeliverWithDup set DUP when a message is sent again [MQTT-3.3.1-1]; AWS does not
 */
public record SessionLimits(
        int inFlightOut,
        int inFlightIn,
        int queuedMessages,
        long queuedBytes,
        int subscriptions,
        boolean redeliverWithDup) {
    private static final int MAX_IN = 65_535;

    /** As at AWS; the queue's bounds are ours, AWS bounds rates instead. */
    public static final SessionLimits AWS = new SessionLimits(100, 100, 10_000, 32L << 20, 50, false);

    /** As much as a session can reasonably hold. */
    public static final SessionLimits FULL = new SessionLimits(1000, 1000, 100_000, 256L << 20, 100_000, true);

    public SessionLimits {
        if (inFlightOut < 1
                || inFlightOut > InFlight.MAX_WINDOW
                || inFlightIn < 1
                || inFlightIn > MAX_IN
                || queuedMessages < 0
                || subscriptions < 1) {
            throw new IllegalArgumentException("session limits out of range");
        }
    }
}
