package dev.mooring.broker.session;

/**
 * Which keep-alive is in force.
 *
 * @param minimumSeconds lower ones are raised to it; AWS: 30
 * @param maximumSeconds 0 ("none") and higher ones become it; AWS: 1200
 */
public record KeepAlive(int minimumSeconds, int maximumSeconds) {
    public static final KeepAlive AWS = new KeepAlive(30, 1200);

    public KeepAlive {
        if (minimumSeconds < 1 || maximumSeconds < minimumSeconds) {
            throw new IllegalArgumentException("keep-alive range " + minimumSeconds + ".." + maximumSeconds);
        }
    }

    /** @param requestedSeconds of CONNECT, 0..65535 */
    public int effectiveSeconds(int requestedSeconds) {
        return requestedSeconds == 0 ? maximumSeconds : Math.clamp(requestedSeconds, minimumSeconds, maximumSeconds);
    }

    /** How long silence is tolerated, milliseconds: one and a half times the keep-alive [MQTT-3.1.2-24]. */
    public static long toleranceMillis(int effectiveSeconds) {
        return effectiveSeconds * 1500L;
    }
}
