package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.gateway.codec.TopicAliases.Use;
import io.netty.buffer.ByteBuf;

/** Appends PUBLISH and successful acknowledgements, the packets of the hot path. Stateless. */
public final class PublishEncoder {
    /** An acknowledgement: two bytes of fixed header, two of packet id. */
    public static final int ACKNOWLEDGEMENT_BYTES = 4;

    private static final int ALIAS_BYTES = 3;

    private PublishEncoder() {}

    /** Section 3.3 for MQTT 3.1.1. */
    public static void publish(ByteBuf out, Outgoing message, int packetId, boolean duplicate) {
        byte[] topic = message.topicUtf8();
        byte[] payload = message.message().payload();
        begin(out, message, duplicate, 2 + topic.length + (message.qos() == 0 ? 0 : 2) + payload.length);
        out.writeShort(topic.length);
        out.writeBytes(topic);
        if (message.qos() != 0) {
            out.writeShort(packetId);
        }
        out.writeBytes(payload);
    }

    /** Section 3.3 for MQTT 5. The packet has at most the client's maximum packet size if {@link #bytes} has. */
    public static void publish5(
            ByteBuf out,
            Outgoing message,
            int packetId,
            boolean duplicate,
            Dialect dialect,
            TopicAliases aliases,
            long nowMillis) {
        boolean aliasFits =
                dialect.topicAliasMaximum() > 0 && bytes5(message) + ALIAS_BYTES + 1 <= dialect.maximumPacketSize();
        Use use = aliasFits ? aliases.use(message.message().topic()) : Use.NONE;
        byte[] topic = message.topicUtf8();
        int topicBytes = use.known() ? 0 : topic.length;
        byte[] payload = message.message().payload();
        int properties = propertyBytes(message) + (use.alias() == 0 ? 0 : ALIAS_BYTES);
        int remaining = 2
                + topicBytes
                + (message.qos() == 0 ? 0 : 2)
                + VariableInteger.bytes(properties)
                + properties
                + payload.length;
        begin(out, message, duplicate, remaining);
        out.writeShort(topicBytes);
        out.writeBytes(topic, 0, topicBytes);
        if (message.qos() != 0) {
            out.writeShort(packetId);
        }
        VariableInteger.write(out, properties);
        if (properties != 0) {
            writeProperties(out, message, use.alias(), nowMillis);
        }
        out.writeBytes(payload);
    }

    private static void writeProperties(ByteBuf out, Outgoing message, int alias, long nowMillis) {
        if (alias != 0) {
            PropertyWriter.writeShort(out, PropertyId.TOPIC_ALIAS, alias);
        }
        for (int identifier : message.identifiers()) {
            PropertyWriter.writeVariable(out, PropertyId.SUBSCRIPTION_IDENTIFIER, identifier);
        }
        MessageProperties properties = message.message().properties();
        long remaining = properties
                .expirySeconds()
                .map(seconds -> message.remainingSeconds(seconds, nowMillis))
                .orElse(0L);
        PropertyWriter.writeMessage(out, properties, remaining);
    }

    /** What a PUBLISH takes on the wire when its topic is written out, bytes. */
    public static int bytes(Outgoing message, boolean mqtt5) {
        return mqtt5 ? bytes5(message) : withHeader(plainBytes(message));
    }

    private static int bytes5(Outgoing message) {
        int properties = propertyBytes(message);
        return withHeader(plainBytes(message) + VariableInteger.bytes(properties) + properties);
    }

    private static int plainBytes(Outgoing message) {
        return 2
                + message.topicUtf8().length
                + (message.qos() == 0 ? 0 : 2)
                + message.message().payload().length;
    }

    private static int withHeader(int remaining) {
        return 1 + VariableInteger.bytes(remaining) + remaining;
    }

    private static int propertyBytes(Outgoing message) {
        int bytes = PropertyWriter.messageBytes(message.message().properties());
        for (int identifier : message.identifiers()) {
            bytes += 1 + VariableInteger.bytes(identifier);
        }
        return bytes;
    }

    private static void begin(ByteBuf out, Outgoing message, boolean duplicate, int remaining) {
        out.ensureWritable(FixedHeader.MAX_BYTES + remaining);
        int flags = (duplicate ? 8 : 0) | (message.qos() << 1) | (message.retain() ? 1 : 0);
        FixedHeader.write(out, (PacketType.PUBLISH << 4) | flags, remaining);
    }

    /** Sections 3.4 to 3.7 with reason code 0, which MQTT 5 leaves out. */
    public static void acknowledge(ByteBuf out, Acknowledge.Kind kind, int packetId) {
        out.ensureWritable(ACKNOWLEDGEMENT_BYTES);
        out.writeInt((first(kind) << 24) | (2 << 16) | packetId);
    }

    /** The first byte of an acknowledgement: PUBREL has a flag [MQTT-3.6.1-1]. */
    static int first(Acknowledge.Kind kind) {
        return switch (kind) {
            case PUBACK -> PacketType.PUBACK << 4;
            case PUBREC -> PacketType.PUBREC << 4;
            case PUBREL -> (PacketType.PUBREL << 4) | 2;
            case PUBCOMP -> PacketType.PUBCOMP << 4;
        };
    }
}
