package dev.mooring.gateway.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client says of itself in its first message (RFC 8446, section 4.1.2). Whatever is malformed says nothing: the
 * TLS library, which sees the same bytes next, refuses it with the right alert.
 *
 * @param applicationProtocols offered by ALPN (RFC 7301, section 3.1), in the client's order
 * @param verifiesEc the client can certainly verify an elliptic-curve certificate on P-256
 */
public record ClientHello(List<String> applicationProtocols, boolean verifiesEc) {
    static final ClientHello SILENT = new ClientHello(List.of(), false);

    private static final int VERSION_AND_RANDOM = 2 + 32;

    private static final int EXTENSION_GROUPS = 10;
    private static final int EXTENSION_SIGNATURE_ALGORITHMS = 13;
    private static final int EXTENSION_ALPN = 16;
    private static final int EXTENSION_VERSIONS = 43;

    private static final int TLS_1_3 = 0x0304;
    private static final int SECP256R1 = 23;
    private static final int ECDSA_SECP256R1_SHA256 = 0x0403;

    /** Suites of TLS 1.2 with ECDSA that this server has. */
    private static final Set<Integer> ECDSA_SUITES = Set.of(0xC02B, 0xC02C, 0xC009, 0xC00A);

    public ClientHello {
        applicationProtocols = List.copyOf(applicationProtocols);
    }

    /** @param hello the handshake message without its type and length; neither its indexes nor its bytes are changed */
    static ClientHello read(ByteBuf hello) {
        try {
            return readFrom(hello.duplicate());
        } catch (IndexOutOfBoundsException truncated) {
            return SILENT;
        }
    }

    private static ClientHello readFrom(ByteBuf in) {
        in.skipBytes(VERSION_AND_RANDOM);
        in.skipBytes(in.readUnsignedByte()); // legacy_session_id
        Set<Integer> suites = numbers(in.readSlice(in.readUnsignedShort()));
        in.skipBytes(in.readUnsignedByte()); // legacy_compression_methods
        List<String> protocols = List.of();
        Set<Integer> groups = Set.of();
        Set<Integer> signatures = Set.of();
        Set<Integer> versions = Set.of();
        ByteBuf extensions = in.isReadable() ? in.readSlice(in.readUnsignedShort()) : in;
        while (extensions.isReadable()) {
            int type = extensions.readUnsignedShort();
            ByteBuf data = extensions.readSlice(extensions.readUnsignedShort());
            switch (type) {
                case EXTENSION_ALPN -> protocols = names(data.readSlice(data.readUnsignedShort()));
                case EXTENSION_GROUPS -> groups = numbers(data.readSlice(data.readUnsignedShort()));
                case EXTENSION_SIGNATURE_ALGORITHMS -> signatures = numbers(data.readSlice(data.readUnsignedShort()));
                case EXTENSION_VERSIONS -> versions = numbers(data.readSlice(data.readUnsignedByte()));
                default -> {} // says nothing that is asked here
            }
        }
        // Before TLS 1.3 suite and curve say what kind of certificate is understood (RFC 8422, section 5).
        boolean understandsEc = versions.contains(TLS_1_3)
                || (groups.contains(SECP256R1) && ECDSA_SUITES.stream().anyMatch(suites::contains));
        return new ClientHello(protocols, understandsEc && signatures.contains(ECDSA_SECP256R1_SHA256));
    }

    private static Set<Integer> numbers(ByteBuf list) {
        Set<Integer> numbers = new HashSet<>();
        while (list.isReadable()) {
            numbers.add(list.readUnsignedShort());
        }
        return numbers;
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
