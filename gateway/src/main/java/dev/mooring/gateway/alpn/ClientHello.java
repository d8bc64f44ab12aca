package dev.mooring.gateway.alpn;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the application protocols that a ClientHello offers (RFC 8446, section 4.1.2; RFC 7301, section 3.1). Whatever
 * is malformed offers nothing: the TLS library, which sees the same bytes next, refuses it with the right alert.
 */
final class ClientHello {
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int EXTENSION_ALPN = 16;

    private ClientHello() {}

    /** @param hello the handshake message without its type and length; neither its indexes nor its bytes are changed */
    static List<String> applicationProtocols(ByteBuf hello) {
        try {
            return read(hello.duplicate());
        } catch (IndexOutOfBoundsException truncated) {
            return List.of();
        }
    }

    private static List<String> read(ByteBuf in) {
        in.skipBytes(VERSION_AND_RANDOM);
        in.skipBytes(in.readUnsignedByte()); // legacy_session_id
        in.skipBytes(in.readUnsignedShort()); // cipher_suites
        in.skipBytes(in.readUnsignedByte()); // legacy_compression_methods
        if (!in.isReadable()) {
            return List.of();
        }
        ByteBuf extensions = in.readSlice(in.readUnsignedShort());
        while (extensions.isReadable()) {
            int type = extensions.readUnsignedShort();
            ByteBuf data = extensions.readSlice(extensions.readUnsignedShort());
            if (type == EXTENSION_ALPN) {
                return names(data.readSlice(data.readUnsignedShort()));
            }
        }
        return List.of();
    }

    private static List<String> names(ByteBuf list) {
        List<String> names = new ArrayList<>();
        while (list.isReadable()) {
            int length = list.readUnsignedByte();
            names.add(list.readCharSequence(length, StandardCharsets.ISO_8859_1).toString());
        }
        return names;
    }
}
