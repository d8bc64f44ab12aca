package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/**
 * Reads the packets that clients send. Strict: what a normative statement of MQTT forbids in a packet's form is refused
 * with that statement's number ({@code MQTT-…} of 3.1.1, which 5 shares; {@code MQTT5-…} where only 5 has it). Not safe
 * for threads: one an event loop.
 */
public final class PacketDecoder {
    private final Utf8 utf8 = new Utf8();
    private final PropertyReader properties = new PropertyReader(utf8);
    private final ConnectDecoder connect = new ConnectDecoder(utf8, properties);
    private final SubscribeDecoder subscribe = new SubscribeDecoder(utf8, properties);

    /**
     * Reads one packet and moves the reader index behind it, also when it throws.
     *
     * @param length what {@link FixedHeader#packetLength} found
     * @param mqtt5 whether the connection speaks MQTT 5; a CONNECT says so itself
     */
    public Packet decode(ByteBuf in, int length, boolean mqtt5) throws RefusedPacketException {
        int end = in.readerIndex() + length;
        try {
            int first = in.readUnsignedByte();
            skipLength(in);
            Packet packet = decode(in, end, first >> 4, first & 0x0f, mqtt5);
            if (in.readerIndex() != end) {
                throw RefusedPacketException.malformed("bytes behind the end of the packet", "MQTT-2.2.3");
            }
            return packet;
        } finally {
            in.readerIndex(end);
        }
    }

    private Packet decode(ByteBuf in, int end, int type, int flags, boolean mqtt5) throws RefusedPacketException {
        if (type == PacketType.PUBLISH) {
            return publish(in, end, flags, mqtt5);
        }
        boolean two = type == PacketType.PUBREL || type == PacketType.SUBSCRIBE || type == PacketType.UNSUBSCRIBE;
        if (flags != (two ? 2 : 0)) {
            throw RefusedPacketException.malformed("reserved flags of packet type " + type, "MQTT-2.2.2-2");
        }
        return switch (type) {
            case PacketType.PUBACK -> acknowledge(in, end, Acknowledge.Kind.PUBACK, mqtt5);
            case PacketType.PINGREQ -> Packet.PingRequest.INSTANCE;
            case PacketType.SUBSCRIBE -> subscribe.subscribe(in, end, mqtt5);
            case PacketType.UNSUBSCRIBE -> subscribe.unsubscribe(in, end, mqtt5);
            case PacketType.CONNECT -> new Packet.ConnectPacket(connect.decode(in, end));
            case PacketType.DISCONNECT -> mqtt5 ? disconnect(in, end) : Packet.Disconnect.NORMAL;
            case PacketType.PUBREC -> acknowledge(in, end, Acknowledge.Kind.PUBREC, mqtt5);
            case PacketType.PUBREL -> acknowledge(in, end, Acknowledge.Kind.PUBREL, mqtt5);
            case PacketType.PUBCOMP -> acknowledge(in, end, Acknowledge.Kind.PUBCOMP, mqtt5);
            case PacketType.AUTH -> auth(in, end, mqtt5);
            default -> throw notFromClients(type);
        };
    }

    /** Section 3.3. */
    private Packet publish(ByteBuf in, int end, int flags, boolean mqtt5) throws RefusedPacketException {
        int qos = (flags >> 1) & 3;
        boolean duplicate = (flags & 8) != 0;
        if (qos == 3) {
            throw RefusedPacketException.malformed("PUBLISH with QoS 3", "MQTT-3.3.1-4");
        }
        if (duplicate && qos == 0) {
            throw RefusedPacketException.malformed("DUP on a PUBLISH with QoS 0", "MQTT-3.3.1-2");
        }
        String topic = utf8.read(in, end, "the topic name");
        int packetId = qos == 0 ? 0 : packetId(in, end);
        int alias = 0;
        MessageProperties ofMessage = MessageProperties.NONE;
        if (mqtt5) {
            properties.read(in, end, PropertyId.PUBLISH);
            alias = (int) properties.number(PropertyId.TOPIC_ALIAS, 0);
            ofMessage = properties.ofMessage();
        }
        byte[] payload = new byte[end - in.readerIndex()];
        in.readBytes(payload);
        return new Packet.Publish(topic, payload, qos, (flags & 1) != 0, duplicate, packetId, alias, ofMessage);
    }

    /** Sections 3.4 to 3.7. Reason code and properties may be left out. */
    private Packet acknowledge(ByteBuf in, int end, Acknowledge.Kind kind, boolean mqtt5)
            throws RefusedPacketException {
        int packetId = packetId(in, end);
        int reasonCode = mqtt5 ? reasonCode(in, end, PropertyId.ACKNOWLEDGEMENT) : ReasonCode.SUCCESS;
        return new Acknowledge(kind, packetId, reasonCode);
    }

    /** Section 3.14. */
    private Packet disconnect(ByteBuf in, int end) throws RefusedPacketException {
        int reasonCode = reasonCode(in, end, PropertyId.DISCONNECT);
        return new Packet.Disconnect(
                reasonCode,
                properties.has(PropertyId.SESSION_EXPIRY_INTERVAL)
                        ? OptionalLong.of(properties.number(PropertyId.SESSION_EXPIRY_INTERVAL, 0))
                        : OptionalLong.empty(),
                properties.string(PropertyId.REASON_STRING).orElse(""));
    }

    /** Section 3.15. */
    private Packet auth(ByteBuf in, int end, boolean mqtt5) throws RefusedPacketException {
        if (!mqtt5) {
            throw notFromClients(PacketType.AUTH);
        }
        return new Packet.Auth(reasonCode(in, end, PropertyId.AUTH));
    }

    private int reasonCode(ByteBuf in, int end, long allowed) throws RefusedPacketException {
        properties.clear();
        if (in.readerIndex() >= end) {
            return ReasonCode.SUCCESS;
        }
        int reasonCode = in.readUnsignedByte();
        if (in.readerIndex() < end) {
            properties.read(in, end, allowed);
        }
        return reasonCode;
    }

    static int packetId(ByteBuf in, int end) throws RefusedPacketException {
        if (end - in.readerIndex() < 2) {
            throw RefusedPacketException.malformed("the packet ends before its packet identifier", "MQTT-2.3.1");
        }
        int id = in.readUnsignedShort();
        if (id == 0) {
            throw new RefusedPacketException(new Reason.ProtocolError("packet identifier 0", "MQTT-2.3.1-1"));
        }
        return id;
    }

    private static RefusedPacketException notFromClients(int type) {
        return RefusedPacketException.malformed("packet type " + type + " from a client", "MQTT-2.2.1");
    }

    private static void skipLength(ByteBuf in) {
        while (in.readByte() < 0) {
            // A continuation bit: another byte of the length follows; packetLength has checked them.
        }
    }
}
