package dev.mooring.gateway.codec;

import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the properties of one packet at a time (MQTT 5, section 2.2.2) and answers questions about them until the next.
 * Not safe for threads: one a decoder.
 */
final class PropertyReader {
    private final Utf8 utf8;
    private final long[] numbers = new long[PropertyId.COUNT];
    private final @Nullable Object[] values = new Object[PropertyId.COUNT];
    private List<UserProperty> userProperties = List.of();
    private long present;

    PropertyReader(Utf8 utf8) {
        this.utf8 = utf8;
    }

    /** Before a packet that may leave its properties out. */
    void clear() {
        present = 0;
        userProperties = List.of();
    }

    /**
     * Reads length and properties.
     *
     * @param allowed the set that this packet may have
     */
    void read(ByteBuf in, int packetEnd, long allowed) throws RefusedPacketException {
        clear();
        int length = VariableInteger.read(in, packetEnd, "the property length");
        int end = in.readerIndex() + length;
        if (end > packetEnd) {
            throw RefusedPacketException.malformed("the packet ends within its properties", "MQTT5-2.2.2");
        }
        while (in.readerIndex() < end) {
            int id = VariableInteger.read(in, end, "a property identifier");
            if (!PropertyId.isIn(allowed, id)) {
                throw RefusedPacketException.malformed("property " + id + " in this packet", "MQTT5-2.2.2-2");
            }
            if (has(id) && id != PropertyId.USER_PROPERTY) {
                throw protocolError("property " + id + " twice", "MQTT5-2.2.2.2");
            }
            readValue(in, end, id);
            present |= 1L << id;
        }
    }

    private void readValue(ByteBuf in, int end, int id) throws RefusedPacketException {
        switch (PropertyId.type(id)) {
            case BYTE -> numbers[id] = flag(in, end, id);
            case TWO_BYTES -> {
                need(in, end, 2);
                numbers[id] = in.readUnsignedShort();
            }
            case FOUR_BYTES -> {
                need(in, end, 4);
                numbers[id] = in.readUnsignedInt();
            }
            case VARIABLE -> numbers[id] = VariableInteger.read(in, end, "a property");
            case STRING -> values[id] = utf8.read(in, end, "a property");
            case BINARY -> values[id] = Utf8.readBinary(in, end, "a property");
            case PAIR -> {
                if (userProperties.isEmpty()) {
                    userProperties = new ArrayList<>(2);
                }
                String key = utf8.read(in, end, "the key of a user property");
                userProperties.add(new UserProperty(key, utf8.read(in, end, "a user property")));
            }
        }
        boolean mayBeZero = id != PropertyId.RECEIVE_MAXIMUM
                && id != PropertyId.MAXIMUM_PACKET_SIZE
                && id != PropertyId.SUBSCRIPTION_IDENTIFIER;
        if (id == PropertyId.TOPIC_ALIAS && numbers[id] == 0) {
            throw new RefusedPacketException(
                    new Reason.ProtocolError("topic alias 0", "MQTT5-3.3.2-8", ReasonCode.TOPIC_ALIAS_INVALID));
        }
        if (!mayBeZero && numbers[id] == 0) {
            throw protocolError("property " + id + " with the value 0", "MQTT5-3.1.2.11");
        }
    }

    private static int flag(ByteBuf in, int end, int id) throws RefusedPacketException {
        need(in, end, 1);
        int value = in.readUnsignedByte();
        if (value > 1) {
            throw protocolError("property " + id + " with the value " + value, "MQTT5-2.2.2.2");
        }
        return value;
    }

    // ---- answers

    boolean has(int id) {
        return (present >> id & 1) != 0;
    }

    long number(int id, long otherwise) {
        return has(id) ? numbers[id] : otherwise;
    }

    Optional<String> string(int id) {
        return has(id) ? Optional.ofNullable((String) values[id]) : Optional.empty();
    }

    /** Those that travel with a message. */
    MessageProperties ofMessage() {
        if ((present & PropertyId.WILL & ~(1L << PropertyId.WILL_DELAY_INTERVAL)) == 0) {
            return MessageProperties.NONE;
        }
        return new MessageProperties(
                number(PropertyId.PAYLOAD_FORMAT_INDICATOR, 0) == 1,
                has(PropertyId.MESSAGE_EXPIRY_INTERVAL)
                        ? Optional.of(numbers[PropertyId.MESSAGE_EXPIRY_INTERVAL])
                        : Optional.empty(),
                string(PropertyId.CONTENT_TYPE),
                string(PropertyId.RESPONSE_TOPIC),
                has(PropertyId.CORRELATION_DATA)
                        ? Optional.ofNullable((byte[]) values[PropertyId.CORRELATION_DATA])
                        : Optional.empty(),
                List.copyOf(userProperties));
    }

    private static void need(ByteBuf in, int end, int bytes) throws RefusedPacketException {
        if (end - in.readerIndex() < bytes) {
            throw RefusedPacketException.malformed("the properties end within one", "MQTT5-2.2.2.2");
        }
    }

    private static RefusedPacketException protocolError(String detail, String section) {
        return new RefusedPacketException(new Reason.ProtocolError(detail, section));
    }
}
