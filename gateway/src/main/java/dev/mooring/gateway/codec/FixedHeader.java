package dev.mooring.gateway.codec;

import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import io.netty.buffer.ByteBuf;

/** Finds where a packet ends: the first byte and the remaining length (sections 2.2 and 2.2.3). */
public final class FixedHeader {
    /** What {@link #packetLength} answers when the packet is not all here. */
    public static final int INCOMPLETE = -1;

    private static final int MAX_LENGTH_BYTES = VariableInteger.MAX_BYTES;

    private FixedHeader() {}

    /**
     * The length of the packet that begins at the reader index, its fixed header included. Reads nothing.
     *
     * @param maxRemaining the largest remaining length accepted; a larger one is refused before its bytes arrive
     * @return {@link #INCOMPLETE} unless all bytes of the packet are readable
     */
    public static int packetLength(ByteBuf in, int maxRemaining) throws RefusedPacketException {
        int start = in.readerIndex();
        int available = in.readableBytes();
        int remaining = 0;
        for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
            if (available < 2 + i) {
                return INCOMPLETE;
            }
            int digit = in.getByte(start + 1 + i);
            remaining |= (digit & 0x7f) << (7 * i);
            if (digit >= 0) {
                if (remaining > maxRemaining) {
                    throw new RefusedPacketException(new Reason.QuotaExceeded(
                            "bytes in a packet", maxRemaining, remaining, ReasonCode.PACKET_TOO_LARGE));
                }
                int total = 2 + i + remaining;
                return total <= available ? total : INCOMPLETE;
            }
        }
        throw RefusedPacketException.malformed("a remaining length of more than four bytes", "MQTT-2.2.3");
    }

    /** Writes the first byte and the length. */
    static void write(ByteBuf out, int firstByte, int remaining) {
        out.writeByte(firstByte);
        VariableInteger.write(out, remaining);
    }

    /** An upper bound of what {@link #write} writes. */
    static final int MAX_BYTES = 1 + MAX_LENGTH_BYTES;
}
