package dev.mooring.gateway.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strings with a two-byte length (section 1.5.3): well-formed UTF-8 without U+0000. Not safe for threads. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    /** Topics and client ids fit; reused, so that the usual string costs one allocation only. */
    private final byte[] scratch = new byte[512];

    /** Reads a string that must end before the limit. */
    String read(ByteBuf in, int end, String what) throws RefusedPacketException {
        int length = readLength(in, end, what);
        byte[] bytes = length <= scratch.length ? scratch : new byte[length];
        in.readBytes(bytes, 0, length);
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(0) >= 0) {
            throw RefusedPacketException.malformed(what + " contains U+0000", "MQTT-1.5.3-2");
        }
        // The lenient decoder marks what is malformed; the strict one tells a mark from the character itself.
        if (text.indexOf(REPLACEMENT) >= 0) {
            strict(bytes, length, what);
        }
        return text;
    }

    /** Reads binary data with a two-byte length. */
    static byte[] readBinary(ByteBuf in, int end, String what) throws RefusedPacketException {
        byte[] bytes = new byte[readLength(in, end, what)];
        in.readBytes(bytes);
        return bytes;
    }

    private static int readLength(ByteBuf in, int end, String what) throws RefusedPacketException {
        if (end - in.readerIndex() < 2) {
            throw RefusedPacketException.malformed("the packet ends before the length of " + what, "MQTT-1.5.3");
        }
        int length = in.readUnsignedShort();
        if (end - in.readerIndex() < length) {
            throw RefusedPacketException.malformed("the packet ends within " + what, "MQTT-1.5.3");
        }
        return length;
    }

    private static void strict(byte[] bytes, int length, String what) throws RefusedPacketException {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length));
        } catch (CharacterCodingException e) {
            throw RefusedPacketException.malformed(what + " is not well-formed UTF-8", "MQTT-1.5.3-1");
        }
    }
}
