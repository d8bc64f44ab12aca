package dev.mooring.server.session;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A queued message in one column: how it is to be delivered, then the message as {@link MessageCodec} writes it. A byte
 * with QoS, RETAIN and what follows; the subscription identifiers and the shared subscription only when it has any.
 */
final class OutgoingCodec {
    private static final int RETAIN = 1 << 2;
    private static final int IDENTIFIERS = 1 << 3;
    private static final int SHARE = 1 << 4;

    private OutgoingCodec() {}

    static byte[] encode(Outgoing outgoing) {
        byte[] message = MessageCodec.encode(outgoing.message());
        byte[] share = outgoing.share().getBytes(StandardCharsets.UTF_8);
        List<Integer> identifiers = outgoing.identifiers();
        int size = 1
                + (identifiers.isEmpty() ? 0 : 4 + 4 * identifiers.size())
                + (share.length == 0 ? 0 : 4 + share.length)
                + message.length;
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) (outgoing.qos()
                | (outgoing.retain() ? RETAIN : 0)
                | (identifiers.isEmpty() ? 0 : IDENTIFIERS)
                | (share.length == 0 ? 0 : SHARE)));
        if (!identifiers.isEmpty()) {
            out.putInt(identifiers.size());
            identifiers.forEach(out::putInt);
        }
        if (share.length > 0) {
            out.putInt(share.length).put(share);
        }
        return out.put(message).array();
    }

    /** @throws IllegalArgumentException when these are not the bytes of a queued message */
    static Outgoing decode(Tenant tenant, byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int flags = in.get();
            List<Integer> identifiers = new ArrayList<>();
            if ((flags & IDENTIFIERS) != 0) {
                for (int left = length(in, 4); left > 0; left--) {
                    identifiers.add(in.getInt());
                }
            }
            String share = "";
            if ((flags & SHARE) != 0) {
                byte[] text = new byte[length(in, 1)];
                in.get(text);
                share = new String(text, StandardCharsets.UTF_8);
            }
            byte[] rest = new byte[in.remaining()];
            in.get(rest);
            Message message = MessageCodec.decode(tenant, rest);
            return new Outgoing(
                    message,
                    message.topic().getBytes(StandardCharsets.UTF_8),
                    flags & 3,
                    (flags & RETAIN) != 0,
                    List.copyOf(identifiers),
                    share);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a stored message is cut short", e);
        }
    }

    private static int length(ByteBuffer in, int bytesEach) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining() / bytesEach) {
            throw new IllegalArgumentException("a stored message claims " + length + " entries");
        }
        return length;
    }
}
