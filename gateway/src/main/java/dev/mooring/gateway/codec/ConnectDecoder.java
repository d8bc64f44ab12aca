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

    ConnectDecoder(Utf8 utf8) {
        this.utf8 = utf8;
    }

    /** A CONNECT of an unknown protocol level is read no further than that level; it has nothing but the level. */
    Connect decode(ByteBuf in, int end) throws RefusedPacketException {
        String protocol = utf8.read(in, end, "the protocol name");
        need(in, end, 1);
        int level = in.readUnsignedByte();
        if (!protocol.equals("MQTT")) {
            if (protocol.equals("MQIsdp")) {
                return unknown(level, in, end);
            }
            throw RefusedPacketException.malformed("a protocol name other than MQTT", "MQTT-3.1.2-1");
        }
        if (level != Connect.MQTT_3_1_1) {
            return unknown(level, in, end);
        }
        need(in, end, 3);
        int flags = in.readUnsignedByte();
        int keepAlive = in.readUnsignedShort();
        check(flags);
        String clientId = utf8.read(in, end, "the client id");
        Optional<Connect.Will> will = (flags & WILL) == 0 ? Optional.empty() : Optional.of(will(in, end, flags));
        Optional<String> username =
                (flags & USERNAME) == 0 ? Optional.empty() : Optional.of(utf8.read(in, end, "the user name"));
        Optional<byte[]> password =
                (flags & PASSWORD) == 0 ? Optional.empty() : Optional.of(Utf8.readBinary(in, end, "the password"));
        return new Connect(level, (flags & CLEAN_START) != 0, keepAlive, clientId, will, username, password);
    }

    private Connect.Will will(ByteBuf in, int end, int flags) throws RefusedPacketException {
        String topic = utf8.read(in, end, "the Will topic");
        byte[] payload = Utf8.readBinary(in, end, "the Will message");
        int qos = (flags & WILL_QOS) >> 3;
        return new Connect.Will(topic, payload, qos, (flags & WILL_RETAIN) != 0, MessageProperties.NONE);
    }

    private static void check(int flags) throws RefusedPacketException {
        if ((flags & RESERVED) != 0) {
            throw RefusedPacketException.malformed("the reserved CONNECT flag is set", "MQTT-3.1.2-3");
        }
        if ((flags & WILL_QOS) == WILL_QOS) {
            throw RefusedPacketException.malformed("a Will QoS of 3", "MQTT-3.1.2-14");
        }
        if ((flags & WILL) == 0 && (flags & (WILL_QOS | WILL_RETAIN)) != 0) {
            throw RefusedPacketException.malformed("Will QoS or Will Retain without a Will", "MQTT-3.1.2-11");
        }
        if ((flags & USERNAME) == 0 && (flags & PASSWORD) != 0) {
            throw RefusedPacketException.malformed("a password without a user name", "MQTT-3.1.2-22");
        }
    }

    private static Connect unknown(int level, ByteBuf in, int end) {
        in.readerIndex(end);
        // 3.1 calls its level 3; it must not pass for a later one.
        return new Connect(level, true, 0, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void need(ByteBuf in, int end, int bytes) throws RefusedPacketException {
        if (end - in.readerIndex() < bytes) {
            throw RefusedPacketException.malformed("CONNECT ends within its variable header", "MQTT-3.1.2");
        }
    }
}
