package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Connect;
import dev.mooring.core.message.MessageProperties;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** CONNECT (section 3.1). */
final class ConnectDecoder {
    private static final int USERNAME = 0x80;
    private static final int PASSWORD = 0x40;
    private static final int WILL_RETAIN = 0x20;
    private static final int WILL_QOS = 0x18;
    private static final int WILL = 0x04;
    private static final int CLEAN_START = 0x02;
    private static final int RESERVED = 0x01;

    private final Utf8 utf8;

    private final PropertyReader properties;

    ConnectDecoder(Utf8 utf8, PropertyReader properties) {
        this.utf8 = utf8;
        this.properties = properties;
    }

    /** A CONNECT of an unknown protocol level is read no further than that level; it has nothing but the level. */
    Connect decode(ByteBuf in, int end) throws RefusedPacketException {
        String protocol = utf8.read(in, end, "the protocol name");
        need(in, end, 1);
        int level = in.readUnsignedByte();
        if (!protocol.equals("MQTT")) {
            if (protocol.equals("MQIsdp")) {
                return unknown(Math.min(level, 3), in, end);
            }
            throw RefusedPacketException.malformed("a protocol name other than MQTT", "MQTT-3.1.2-1");
        }
        boolean mqtt5 = level == Connect.MQTT_5;
        if (level != Connect.MQTT_3_1_1 && !mqtt5) {
            return unknown(level, in, end);
        }
        need(in, end, 3);
        int flags = in.readUnsignedByte();
        int keepAlive = in.readUnsignedShort();
        check(flags, mqtt5);
        Connect.Properties asked = mqtt5 ? properties(in, end) : Connect.Properties.DEFAULT;
        String clientId = utf8.read(in, end, "the client id");
        Optional<Connect.Will> will = (flags & WILL) == 0 ? Optional.empty() : Optional.of(will(in, end, flags, mqtt5));
        Optional<String> username =
                (flags & USERNAME) == 0 ? Optional.empty() : Optional.of(utf8.read(in, end, "the user name"));
        Optional<byte[]> password =
                (flags & PASSWORD) == 0 ? Optional.empty() : Optional.of(Utf8.readBinary(in, end, "the password"));
        return new Connect(level, (flags & CLEAN_START) != 0, keepAlive, clientId, will, username, password, asked);
    }

    private Connect.Properties properties(ByteBuf in, int end) throws RefusedPacketException {
        properties.read(in, end, PropertyId.CONNECT);
        if (properties.has(PropertyId.AUTHENTICATION_DATA) && !properties.has(PropertyId.AUTHENTICATION_METHOD)) {
            throw RefusedPacketException.malformed(
                    "authentication data without an authentication method", "MQTT5-3.1.2.11.10");
        }
        return new Connect.Properties(
                properties.number(PropertyId.SESSION_EXPIRY_INTERVAL, 0),
                (int) properties.number(PropertyId.RECEIVE_MAXIMUM, 65_535),
                properties.number(PropertyId.MAXIMUM_PACKET_SIZE, Connect.Properties.NO_MAXIMUM),
                (int) properties.number(PropertyId.TOPIC_ALIAS_MAXIMUM, 0),
                properties.number(PropertyId.REQUEST_PROBLEM_INFORMATION, 1) == 1,
                properties.string(PropertyId.AUTHENTICATION_METHOD));
    }

    private Connect.Will will(ByteBuf in, int end, int flags, boolean mqtt5) throws RefusedPacketException {
        properties.clear();
        if (mqtt5) {
            properties.read(in, end, PropertyId.WILL);
        }
        MessageProperties ofMessage = properties.ofMessage();
        long delay = properties.number(PropertyId.WILL_DELAY_INTERVAL, 0);
        String topic = utf8.read(in, end, "the Will topic");
        byte[] payload = Utf8.readBinary(in, end, "the Will message");
        int qos = (flags & WILL_QOS) >> 3;
        return new Connect.Will(topic, payload, qos, (flags & WILL_RETAIN) != 0, ofMessage, delay);
    }

    private static void check(int flags, boolean mqtt5) throws RefusedPacketException {
        if ((flags & RESERVED) != 0) {
            throw RefusedPacketException.malformed("the reserved CONNECT flag is set", "MQTT-3.1.2-3");
        }
        if ((flags & WILL_QOS) == WILL_QOS) {
            throw RefusedPacketException.malformed("a Will QoS of 3", "MQTT-3.1.2-14");
        }
        if ((flags & WILL) == 0 && (flags & (WILL_QOS | WILL_RETAIN)) != 0) {
            throw RefusedPacketException.malformed("Will QoS or Will Retain without a Will", "MQTT-3.1.2-11");
        }
        if (!mqtt5 && (flags & USERNAME) == 0 && (flags & PASSWORD) != 0) {
            throw RefusedPacketException.malformed("a password without a user name", "MQTT-3.1.2-22");
        }
    }

    private static Connect unknown(int level, ByteBuf in, int end) {
        in.readerIndex(end);
        // 3.1 calls its level 3; neither must pass for one that is known.
        return new Connect(
                level, true, 0, "", Optional.empty(), Optional.empty(), Optional.empty(), Connect.Properties.DEFAULT);
    }

    private static void need(ByteBuf in, int end, int bytes) throws RefusedPacketException {
        if (end - in.readerIndex() < bytes) {
            throw RefusedPacketException.malformed("CONNECT ends within its variable header", "MQTT-3.1.2");
        }
    }
}
