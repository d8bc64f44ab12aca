package dev.mooring.gateway.codec;

import io.netty.buffer.ByteBuf;

/** Integers of one to four bytes, seven bits each, the lowest first (MQTT 5, section 1.5.5). */
final class VariableInteger {
    static final int MAX_BYTES = 4;

    private VariableInteger() {}

    static int read(ByteBuf in, int end, String what) throws RefusedPacketException {
        int value = 0;
        for (int i = 0; i < MAX_BYTES; i++) {
            if (in.readerIndex() >= end) {
                throw RefusedPacketException.malformed("the packet ends within " + what, "MQTT5-1.5.5");
            }
            int digit = in.readByte();
            value |= (digit & 0x7f) << (7 * i);
            if (digit >= 0) {
                return value;
            }
        }
        throw RefusedPacketException.malformed(what + " of more than four bytes", "MQTT5-1.5.5-1");
    }

    /** @param value 0..268435455 */
    static void write(ByteBuf out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    /** How many bytes {@link #write} writes. */
    static int bytes(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }
}
