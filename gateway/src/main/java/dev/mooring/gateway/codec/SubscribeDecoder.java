package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Subscribe.Request;
import dev.mooring.broker.packet.Packet.Subscribe.RetainHandling;
import dev.mooring.core.reason.Reason;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** SUBSCRIBE and UNSUBSCRIBE (sections 3.8 and 3.10). */
final class SubscribeDecoder {
    private static final int QOS = 0x03;
    private static final int NO_LOCAL = 0x04;
    private static final int RETAIN_AS_PUBLISHED = 0x08;
    private static final int RESERVED = 0xC0;
    private static final int RETAIN_HANDLING_SHIFT = 4;

    private final Utf8 utf8;
    private final PropertyReader properties;

    SubscribeDecoder(Utf8 utf8, PropertyReader properties) {
        this.utf8 = utf8;
        this.properties = properties;
    }

    Packet subscribe(ByteBuf in, int end, boolean mqtt5) throws RefusedPacketException {
        int packetId = PacketDecoder.packetId(in, end);
        int identifier = 0;
        if (mqtt5) {
            properties.read(in, end, PropertyId.SUBSCRIBE);
            identifier = (int) properties.number(PropertyId.SUBSCRIPTION_IDENTIFIER, 0);
        }
        List<Request> requests = new ArrayList<>(2);
        while (in.readerIndex() < end) {
            String filter = utf8.read(in, end, "a topic filter");
            if (in.readerIndex() == end) {
                throw RefusedPacketException.malformed("a topic filter without requested QoS", "MQTT-3.8.3-1");
            }
            int options = in.readUnsignedByte();
            requests.add(mqtt5 ? withOptions(filter, options) : withQos(filter, options));
        }
        if (requests.isEmpty()) {
            throw noFilter("SUBSCRIBE", "MQTT-3.8.3-3");
        }
        return new Packet.Subscribe(packetId, identifier, requests);
    }

    private static Request withQos(String filter, int qos) throws RefusedPacketException {
        if (qos > 2) {
            throw RefusedPacketException.malformed("requested QoS byte " + qos, "MQTT-3-8.3-4");
        }
        return new Request(filter, qos);
    }

    private static Request withOptions(String filter, int options) throws RefusedPacketException {
        int qos = options & QOS;
        int retainHandling = (options & ~RESERVED) >> RETAIN_HANDLING_SHIFT;
        if (qos == 3 || (options & RESERVED) != 0 || retainHandling == 3) {
            throw RefusedPacketException.malformed("subscription options " + options, "MQTT5-3.8.3-5");
        }
        return new Request(
                filter,
                qos,
                (options & NO_LOCAL) != 0,
                (options & RETAIN_AS_PUBLISHED) != 0,
                switch (retainHandling) {
                    case 0 -> RetainHandling.SEND;
                    case 1 -> RetainHandling.SEND_IF_NEW;
                    default -> RetainHandling.DO_NOT_SEND;
                });
    }

    Packet unsubscribe(ByteBuf in, int end, boolean mqtt5) throws RefusedPacketException {
        int packetId = PacketDecoder.packetId(in, end);
        if (mqtt5) {
            properties.read(in, end, PropertyId.UNSUBSCRIBE);
        }
        List<String> filters = new ArrayList<>(2);
        while (in.readerIndex() < end) {
            filters.add(utf8.read(in, end, "a topic filter"));
        }
        if (filters.isEmpty()) {
            throw noFilter("UNSUBSCRIBE", "MQTT-3.10.3-2");
        }
        return new Packet.Unsubscribe(packetId, filters);
    }

    private static RefusedPacketException noFilter(String packet, String section) {
        return new RefusedPacketException(new Reason.ProtocolError(packet + " without topic filter", section));
    }
}
