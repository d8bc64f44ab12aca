package dev.mooring.core.metering;

/** AWS meters messages in steps of 5 KB: payload and topic together, an empty message counts as one. */
public final class MessageUnits {
    /** Bytes of one metered message. */
    public static final int BYTES = 5 * 1024;

    private MessageUnits() {}

    /** @param bytes of the payload and the topic; not negative */
    public static long of(long bytes) {
        return bytes <= BYTES ? 1 : Math.ceilDiv(bytes, (long) BYTES); // a division costs more than all else here
    }
}
