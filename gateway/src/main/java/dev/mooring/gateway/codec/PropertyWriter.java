package dev.mooring.gateway.codec;

import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;

/** Writes MQTT 5 properties, each with its identifier. Stateless. */
final class PropertyWriter {
    private PropertyWriter() {}

    static void writeByte(ByteBuf out, int id, int value) {
        out.writeByte(id).writeByte(value);
    }

    static void writeShort(ByteBuf out, int id, int value) {
        out.writeByte(id).writeShort(value);
    }

    static void writeInt(ByteBuf out, int id, long value) {
        out.writeByte(id).writeInt((int) value);
    }

    static void writeVariable(ByteBuf out, int id, int value) {
        out.writeByte(id);
        VariableInteger.write(out, value);
    }

    static void writeString(ByteBuf out, int id, String text) {
        out.writeByte(id);
        writeString(out, text);
    }

    private static void writeString(ByteBuf out, String text) {
        out.writeShort(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
    }

    // ---- those of a message; sizes are exact

    /** What {@link #writeMessage} writes, bytes. */
    static int messageBytes(MessageProperties properties) {
        if (properties.equals(MessageProperties.NONE)) {
            return 0;
        }
        int bytes = (properties.utf8() ? 2 : 0)
                + (properties.expirySeconds().isPresent() ? 5 : 0)
                + stringBytes(properties.contentType())
                + stringBytes(properties.responseTopic())
                + properties.correlationData().map(data -> 3 + data.length).orElse(0);
        for (UserProperty property : properties.userProperties()) {
            bytes += 5 + ByteBufUtil.utf8Bytes(property.key()) + ByteBufUtil.utf8Bytes(property.value());
        }
        return bytes;
    }

    /** @param remainingSeconds what is left of the expiry interval, when there is one */
    static void writeMessage(ByteBuf out, MessageProperties properties, long remainingSeconds) {
        if (properties.equals(MessageProperties.NONE)) {
            return;
        }
        if (properties.utf8()) {
            writeByte(out, PropertyId.PAYLOAD_FORMAT_INDICATOR, 1);
        }
        if (properties.expirySeconds().isPresent()) {
            writeInt(out, PropertyId.MESSAGE_EXPIRY_INTERVAL, remainingSeconds);
        }
        properties.contentType().ifPresent(text -> writeString(out, PropertyId.CONTENT_TYPE, text));
        properties.responseTopic().ifPresent(text -> writeString(out, PropertyId.RESPONSE_TOPIC, text));
        properties.correlationData().ifPresent(data -> out.writeByte(PropertyId.CORRELATION_DATA)
                .writeShort(data.length)
                .writeBytes(data));
        for (UserProperty property : properties.userProperties()) {
            writeString(out, PropertyId.USER_PROPERTY, property.key());
            writeString(out, property.value());
        }
    }

    private static int stringBytes(Optional<String> text) {
        return text.map(ByteBufUtil::utf8Bytes).map(bytes -> 3 + bytes).orElse(0);
    }
}
