package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.core.message.MessageProperties;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the packets that clients send. Strict: what a normative statement of MQTT 3.1.1 forbids in a packet's form is
 * refused with that statement's number. Not safe for threads: one an event loop.
 */
public final class PacketDecoder {
    private final Utf8 utf8 = new Utf8();
    private final ConnectDecoder connect = new ConnectDecoder(utf8);

    /**
     * Reads one packet and moves the reader index behind it, also when it throws.
     *
     * @param length what {@link FixedHeader#packetLength} found
     */
    public Packet decode(ByteBuf in, int length) throws RefusedPacketException {
        int end = in.readerIndex() + length;
        try {
            int first = in.readUnsignedByte();
            skipLength(in);
            Packet packet = decode(in, end, first >> 4, first & 0x0f);
            if (in.readerIndex() != end) {
                throw RefusedPacketException.malformed("bytes behind the end of the packet", "MQTT-2.2.3");
            }
            return packet;
        } finally {
            in.readerIndex(end);
        }
    }

    private Packet decode(ByteBuf in, int end, int type, int flags) throws RefusedPacketException {
        if (type == PacketType.PUBLISH) {
            return publish(in, end, flags);
        }
        boolean two = type == PacketType.PUBREL || type == PacketType.SUBSCRIBE || type == PacketType.UNSUBSCRIBE;
        if (flags != (two ? 2 : 0)) {
            throw RefusedPacketException.malformed("reserved flags of packet type " + type, "MQTT-2.2.2-2");
        }
        return switch (type) {
            case PacketType.PUBACK -> new Acknowledge(Acknowledge.Kind.PUBACK, packetId(in, end), 0);
            case PacketType.PINGREQ -> Packet.PingRequest.INSTANCE;
            case PacketType.SUBSCRIBE -> subscribe(in, end);
            case PacketType.UNSUBSCRIBE -> unsubscribe(in, end);
            case PacketType.CONNECT -> new Packet.ConnectPacket(connect.decode(in, end));
            case PacketType.DISCONNECT -> new Packet.Disconnect(0);
            case PacketType.PUBREC -> new Acknowledge(Acknowledge.Kind.PUBREC, packetId(in, end), 0);
            case PacketType.PUBREL -> new Acknowledge(Acknowledge.Kind.PUBREL, packetId(in, end), 0);
            case PacketType.PUBCOMP -> new Acknowledge(Acknowledge.Kind.PUBCOMP, packetId(in, end), 0);
            default -> throw RefusedPacketException.malformed("packet type " + type + " from a client", "MQTT-2.2.1");
        };
    }

    /** Section 3.3. */
    private Packet publish(ByteBuf in, int end, int flags) throws RefusedPacketException {
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
        byte[] payload = new byte[end - in.readerIndex()];
        in.readBytes(payload);
        return new Packet.Publish(topic, payload, qos, (flags & 1) != 0, duplicate, packetId, MessageProperties.NONE);
    }

    /** Section 3.8. */
    private Packet subscribe(ByteBuf in, int end) throws RefusedPacketException {
        int packetId = packetId(in, end);
        List<Packet.Subscribe.Request> requests = new ArrayList<>(2);
        while (in.readerIndex() < end) {
            String filter = utf8.read(in, end, "a topic filter");
            if (in.readerIndex() == end) {
                throw RefusedPacketException.malformed("a topic filter without requested QoS", "MQTT-3.8.3-1");
            }
            int qos = in.readUnsignedByte();
            if (qos > 2) {
                throw RefusedPacketException.malformed("requested QoS byte " + qos, "MQTT-3-8.3-4");
            }
            requests.add(new Packet.Subscribe.Request(filter, qos));
        }
        if (requests.isEmpty()) {
            throw RefusedPacketException.malformed("SUBSCRIBE without topic filter", "MQTT-3.8.3-3");
        }
        return new Packet.Subscribe(packetId, requests);
    }

    /** Section 3.10. */
    private Packet unsubscribe(ByteBuf in, int end) throws RefusedPacketException {
        int packetId = packetId(in, end);
        List<String> filters = new ArrayList<>(2);
        while (in.readerIndex() < end) {
            filters.add(utf8.read(in, end, "a topic filter"));
        }
        if (filters.isEmpty()) {
            throw RefusedPacketException.malformed("UNSUBSCRIBE without topic filter", "MQTT-3.10.3-2");
        }
        return new Packet.Unsubscribe(packetId, filters);
    }

    private static int packetId(ByteBuf in, int end) throws RefusedPacketException {
        if (end - in.readerIndex() < 2) {
            throw RefusedPacketException.malformed("the packet ends before its packet identifier", "MQTT-2.3.1");
        }
        int id = in.readUnsignedShort();
        if (id == 0) {
            throw RefusedPacketException.malformed("packet identifier 0", "MQTT-2.3.1-1");
        }
        return id;
    }

    private static void skipLength(ByteBuf in) {
        while (in.readByte() < 0) {
            // A continuation bit: another byte of the length follows; packetLength has checked them.
        }
    }
}
