package dev.mooring.gateway.testing;

import static dev.mooring.gateway.testing.RawClient.bytes;
import static dev.mooring.gateway.testing.RawClient.packet;
import static dev.mooring.gateway.testing.RawClient.string;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Packets of MQTT 5 as bytes, and what comes back taken apart; written from the specification, not from our codec. */
public final class Mqtt5 {
    private Mqtt5() {}

    // ---- properties: identifier and value

    public static byte[] byteProperty(int id, int value) {
        return bytes(id, value);
    }

    public static byte[] shortProperty(int id, int value) {
        return bytes(id, value >> 8, value);
    }

    public static byte[] intProperty(int id, long value) {
        return bytes(id, (int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
    }

    public static byte[] stringProperty(int id, String text) {
        return join(bytes(id), string(text));
    }

    public static byte[] user(String key, String value) {
        return join(bytes(38), string(key), string(value));
    }

    public static byte[] sessionExpiry(long seconds) {
        return intProperty(17, seconds);
    }

    public static byte[] messageExpiry(long seconds) {
        return intProperty(2, seconds);
    }

    public static byte[] topicAlias(int alias) {
        return shortProperty(35, alias);
    }

    public static byte[] properties(byte[]... parts) {
        byte[] all = join(parts);
        return join(variable(all.length), all);
    }

    // ---- packets

    public static byte[] connect(String clientId, boolean cleanStart, byte[]... properties) {
        return connect(clientId, cleanStart, 60, properties);
    }

    public static byte[] connect(String clientId, boolean cleanStart, int keepAlive, byte[]... properties) {
        return packet(
                0x10,
                string("MQTT"),
                bytes(5, cleanStart ? 2 : 0, keepAlive >> 8, keepAlive),
                properties(properties),
                string(clientId));
    }

    /** @param willProperties complete, with their length */
    public static byte[] connectWithWill(
            String clientId, byte[] properties, byte[] willProperties, String topic, String payload) {
        return packet(
                0x10,
                string("MQTT"),
                bytes(5, 0x06, 0, 60),
                properties,
                string(clientId),
                willProperties,
                string(topic),
                string(payload));
    }

    public static byte[] publish(String topic, String payload, int qos, int packetId, byte[]... properties) {
        return publish(qos << 1, topic, payload, packetId, properties);
    }

    public static byte[] publish(int flags, String topic, String payload, int packetId, byte[]... properties) {
        return packet(
                0x30 | flags,
                string(topic),
                (flags & 6) == 0 ? new byte[0] : bytes(packetId >> 8, packetId),
                properties(properties),
                payload.getBytes(UTF_8));
    }

    /** @param options the byte behind the filter */
    public static byte[] subscribe(int packetId, String filter, int options, byte[]... properties) {
        return packet(0x82, bytes(packetId >> 8, packetId), properties(properties), string(filter), bytes(options));
    }

    public static byte[] unsubscribe(int packetId, String filter) {
        return packet(0xa2, bytes(packetId >> 8, packetId), bytes(0), string(filter));
    }

    public static byte[] disconnect(int reasonCode, byte[]... properties) {
        return packet(0xe0, bytes(reasonCode), properties(properties));
    }

    public static byte[] auth() {
        return packet(0xf0, bytes(0x18), properties(stringProperty(21, "SCRAM")));
    }

    /** PUBACK 4, PUBREC 5, PUBREL 6, PUBCOMP 7. */
    public static byte[] acknowledge(int type, int packetId) {
        return packet(type << 4 | (type == 6 ? 2 : 0), bytes(packetId >> 8, packetId));
    }

    public static byte[] acknowledge(int type, int packetId, int reasonCode) {
        return packet(type << 4 | (type == 6 ? 2 : 0), bytes(packetId >> 8, packetId, reasonCode));
    }

    public static RawClient connected(TestServer server, String clientId, byte[]... properties) throws IOException {
        return connected(server, connect(clientId, true, properties));
    }

    public static RawClient connected(TestServer server, byte[] connect) throws IOException {
        RawClient client = new RawClient(server.mqtt());
        Received ack = read(client.send(connect));
        if (ack.type() != 2 || ack.reasonCode() != 0) {
            throw new AssertionError("not accepted: " + ack);
        }
        return client;
    }

    public static Received read(RawClient client) throws IOException {
        return parse(client.read());
    }

    // ---- what comes back

    /**
     * A packet from the server.
     *
     * @param reasonCodes of SUBACK and UNSUBACK all of them
     * @param properties by identifier, in order: Long, String, byte[] or "key=value"
     */
    public record Received(
            int first,
            boolean sessionPresent,
            String topic,
            int packetId,
            List<Integer> reasonCodes,
            Map<Integer, List<Object>> properties,
            String payload) {
        public int type() {
            return first >> 4;
        }

        public int qos() {
            return first >> 1 & 3;
        }

        public boolean retain() {
            return (first & 1) != 0;
        }

        public int reasonCode() {
            return reasonCodes.getFirst();
        }

        /** The only value of a property, or null. */
        public Object property(int id) {
            List<Object> values = properties.getOrDefault(id, List.of());
            if (values.size() > 1) {
                throw new AssertionError("property " + id + " more than once: " + values);
            }
            return values.isEmpty() ? null : values.getFirst();
        }
    }

    private static Received parse(RawClient.Received raw) {
        Reader in = new Reader(raw.body());
        int type = raw.type();
        boolean sessionPresent = false;
        String topic = "";
        int packetId = 0;
        List<Integer> codes = new ArrayList<>();
        Map<Integer, List<Object>> properties = Map.of();
        switch (type) {
            case 2 -> {
                sessionPresent = in.number(1) == 1;
                codes.add((int) in.number(1));
                properties = in.properties();
            }
            case 3 -> {
                topic = in.string();
                packetId = (raw.first() & 6) == 0 ? 0 : (int) in.number(2);
                properties = in.properties();
            }
            case 4, 5, 6, 7 -> {
                packetId = (int) in.number(2);
                codes.add(in.isAtEnd() ? 0 : (int) in.number(1));
                properties = in.isAtEnd() ? Map.of() : in.properties();
            }
            case 9, 11 -> {
                packetId = (int) in.number(2);
                properties = in.properties();
                while (!in.isAtEnd()) {
                    codes.add((int) in.number(1));
                }
            }
            case 14 -> {
                codes.add(in.isAtEnd() ? 0 : (int) in.number(1));
                properties = in.isAtEnd() ? Map.of() : in.properties();
            }
            case 13 -> {
                // PINGRESP has nothing.
            }
            default -> throw new AssertionError("a server sends no packet of type " + type);
        }
        return new Received(raw.first(), sessionPresent, topic, packetId, codes, properties, in.rest());
    }

    private static byte[] variable(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        for (; rest > 0x7f; rest >>= 7) {
            out.write(rest & 0x7f | 0x80);
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return at == bytes.length;
        }

        long number(int size) {
            long value = 0;
            for (int i = 0; i < size; i++) {
                value = value << 8 | bytes[at++] & 0xff;
            }
            return value;
        }

        long variable() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                int digit = bytes[at++];
                value |= (long) (digit & 0x7f) << shift;
                if (digit >= 0) {
                    return value;
                }
            }
        }

        byte[] binary() {
            byte[] value = new byte[(int) number(2)];
            System.arraycopy(bytes, at, value, 0, value.length);
            at += value.length;
            return value;
        }

        String string() {
            return new String(binary(), UTF_8);
        }

        Map<Integer, List<Object>> properties() {
            Map<Integer, List<Object>> found = new TreeMap<>();
            int length = (int) variable();
            int end = at + length;
            while (at < end) {
                int id = (int) variable();
                Object value =
                        switch (id) {
                            case 1, 36, 37, 40, 41, 42 -> number(1);
                            case 19, 33, 34, 35 -> number(2);
                            case 2, 17, 39 -> number(4);
                            case 11 -> variable();
                            case 3, 8, 18, 26, 28, 31 -> string();
                            case 9 -> binary();
                            case 38 -> string() + "=" + string();
                            default -> throw new AssertionError("a server sends no property " + id);
                        };
                found.computeIfAbsent(id, i -> new ArrayList<>()).add(value);
            }
            if (at != end) {
                throw new AssertionError("properties longer than their length");
            }
            return found;
        }

        String rest() {
            return new String(bytes, at, bytes.length - at, UTF_8);
        }
    }
}
