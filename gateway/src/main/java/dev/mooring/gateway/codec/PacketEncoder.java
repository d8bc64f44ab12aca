package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;
import io.netty.buffer.ByteBuf;

/** Appends the packets that the server sends to a buffer. Stateless. */
public final class PacketEncoder {
    /** An acknowledgement: two bytes of fixed header, two of packet id. */
    public static final int PUBACK_BYTES = 4;

    private PacketEncoder() {}

    /** Section 3.3. */
    public static void publish(ByteBuf out, Outgoing message, int packetId, boolean duplicate) {
        byte[] topic = message.topicUtf8();
        byte[] payload = message.message().payload();
        int qos = message.qos();
        int remaining = 2 + topic.length + (qos == 0 ? 0 : 2) + payload.length;
        out.ensureWritable(FixedHeader.MAX_BYTES + remaining);
        int flags = (duplicate ? 8 : 0) | (qos << 1) | (message.retain() ? 1 : 0);
        FixedHeader.write(out, (PacketType.PUBLISH << 4) | flags, remaining);
        out.writeShort(topic.length);
        out.writeBytes(topic);
        if (qos != 0) {
            out.writeShort(packetId);
        }
        out.writeBytes(payload);
    }

    /** An upper bound of what {@link #publish} appends, bytes. */
    public static int publishBytes(Outgoing message) {
        return FixedHeader.MAX_BYTES
                + 4
                + message.topicUtf8().length
                + message.message().payload().length;
    }

    /** Section 3.4. */
    public static void pubAck(ByteBuf out, int packetId) {
        out.ensureWritable(PUBACK_BYTES);
        out.writeInt((PacketType.PUBACK << 28) | (2 << 16) | packetId);
    }

    public static void reply(ByteBuf out, Reply reply) {
        switch (reply) {
            case Reply.ConnAck ack -> {
                FixedHeader.write(out, PacketType.CONNACK << 4, 2);
                out.writeByte(ack.sessionPresent() ? 1 : 0);
                out.writeByte(ack.returnCode());
            }
            case Reply.SubAck ack -> {
                FixedHeader.write(out, PacketType.SUBACK << 4, 2 + ack.returnCodes().length);
                out.writeShort(ack.packetId());
                for (int code : ack.returnCodes()) {
                    out.writeByte(code);
                }
            }
            case Reply.UnsubAck ack -> {
                FixedHeader.write(out, PacketType.UNSUBACK << 4, 2);
                out.writeShort(ack.packetId());
            }
            case Reply.PingResponse pong -> FixedHeader.write(out, PacketType.PINGRESP << 4, 0);
        }
    }
}
