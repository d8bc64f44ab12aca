package dev.mooring.lambda.log;

import java.util.Arrays;

/**
 * The last bytes of one invocation's log, as {@code Invoke} returns them in X-Amz-Log-Result (at AWS 4 KB).
 * Not safe for concurrent use.
 */
public final class LogTail {
    public static final int AWS_BYTES = 4096;

    private final byte[] ring;
    private long written;

    public LogTail(int bytes) {
        this.ring = new byte[bytes];
    }

    public void append(byte[] bytes) {
        int kept = Math.min(bytes.length, ring.length);
        int from = bytes.length - kept;
        int at = (int) ((written + from) % ring.length);
        int first = Math.min(kept, ring.length - at);
        System.arraycopy(bytes, from, ring, at, first);
        System.arraycopy(bytes, from + first, ring, 0, kept - first);
        written += bytes.length;
    }

    /** At most the capacity, oldest first; never begins inside a UTF-8 character. */
    public byte[] bytes() {
        if (written <= ring.length) {
            return Arrays.copyOf(ring, (int) written);
        }
        int start = (int) (written % ring.length);
        byte[] ordered = new byte[ring.length];
        System.arraycopy(ring, start, ordered, 0, ring.length - start);
        System.arraycopy(ring, 0, ordered, ring.length - start, start);
        int skip = 0;
        while (skip < Math.min(3, ordered.length) && (ordered[skip] & 0xc0) == 0x80) {
            skip++;
        }
        return Arrays.copyOfRange(ordered, skip, ordered.length);
    }
}
