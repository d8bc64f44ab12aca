package dev.mooring.rules.record;

/**
 * What recordings may take.
 *
 * @param recordings of one tenant
 * @param messages of one recording at most
 * @param bytes of all recordings of all tenants together, as they were granted and not as they are used
 */
public record RecorderLimits(int recordings, int messages, long bytes) {
    public static final RecorderLimits DEFAULT = new RecorderLimits(16, 1_000_000, 256L * 1024 * 1024);
    /** Of a recording that was started without saying otherwise. */
    public static final int DEFAULT_MESSAGES = 10_000;

    public static final long DEFAULT_BYTES = 16L * 1024 * 1024;
}
