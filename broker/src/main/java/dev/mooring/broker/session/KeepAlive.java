package dev.mooring.broker.session;

/**
 * Which keep-alive is in force.
 *
 * @param minimumSeconds lower ones are raised to it; AWS: 30
 * @param maximumSeconds higher ones become it; AWS: 1200
 * @param zeroIsNone whether 0 switches it off, as in MQTT [MQTT-3.1.2-24], or is the maximum, as at AWS
 */
public record KeepAlive(int minimumSeconds, int maximumSeconds, boolean zeroIsNone) {
    public static final KeepAlive AWS = new KeepAlive(30, 1200, false);
    public static final KeepAlive FULL = new KeepAlive(1, 65_535, true);

    /** No connection is as old: a quarter, so that it can be added to a time. */
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    public KeepAlive {
        if (minimumSeconds < 1 || maximumSeconds < minimumSeconds) {
            throw new IllegalArgumentException("keep-alive range " + minimumSeconds + ".." + maximumSeconds);
        }
    }

    /**
     * @param requestedSeconds of CONNECT, 0..65535
     * @return 0 for none
     */
    public int effectiveSeconds(int requestedSeconds) {
        if (requestedSeconds == 0) {
            return zeroIsNone ? 0 : maximumSeconds;
        }
        return Math.clamp(requestedSeconds, minimumSeconds, maximumSeconds);
    }

    /** How long silence is tolerated, milliseconds: one and a half times the keep-alive [MQTT-3.1.2-24]. */
    public static long toleranceMillis(int effectiveSeconds) {
        return effectiveSeconds == 0 ? FOR_EVER : effectiveSeconds * 1500L;
    }
}
