package dev.mooring.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** An MQTT 3.1.1 client that sends exactly what a test says, and shows exactly what comes back. */
public final class RawClient implements AutoCloseable {
    public final Socket socket;
    private final DataInputStream in;

    /** One packet as received. */
    public record Received(int first, byte[] body) {
        public int type() {
            return first >> 4;
        }

        public int packetId() {
            boolean publish = type() == 3;
            int at = publish ? 2 + topicLength() : 0;
            return (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
        }

        public String topic() {
            return new String(body, 2, topicLength(), UTF_8);
        }

        public int qos() {
            return first >> 1 & 3;
        }

        public boolean retain() {
            return (first & 1) != 0;
        }

        public String payload() {
            int start = 2 + topicLength() + (qos() == 0 ? 0 : 2);
            return new String(body, start, body.length - start, UTF_8);
        }

        private int topicLength() {
            return (body[0] & 0xff) << 8 | body[1] & 0xff;
        }
    }

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    public static RawClient connected(TestServer server, String clientId) throws IOException {
        return connected(server, clientId, true);
    }

    public static RawClient connected(TestServer server, String clientId, boolean cleanSession) throws IOException {
        RawClient client = new RawClient(server.mqtt());
        client.send(connect(clientId, cleanSession, 60));
        Received ack = client.read();
        if (ack.type() != 2 || ack.body()[1] != 0) {
            throw new AssertionError("not accepted: " + ack);
        }
        return client;
    }

    public RawClient send(byte[]... packets) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.writeBytes(packet);
        }
        socket.getOutputStream().write(all.toByteArray());
        socket.getOutputStream().flush();
        return this;
    }

    public Received read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            if (digit < 0x80) {
                break;
            }
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Received(first, body);
    }

    /** Whether the server closes the connection without sending anything more. */
    public boolean isClosedByServer() throws IOException {
        try {
            return in.read() == -1;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    // ---- packets

    public static byte[] connect(String clientId, boolean cleanSession, int keepAlive) {
        return packet(
                0x10, string("MQTT"), bytes(4, cleanSession ? 2 : 0, keepAlive >> 8, keepAlive), string(clientId));
    }

    public static byte[] connectWithWill(String clientId, String topic, String payload, int qos, boolean retain) {
        int flags = 0x06 | qos << 3 | (retain ? 0x20 : 0);
        return packet(0x10, string("MQTT"), bytes(4, flags, 0, 60), string(clientId), string(topic), string(payload));
    }

    public static byte[] publish(String topic, String payload, int qos, int packetId) {
        return publish(topic, payload.getBytes(UTF_8), qos, packetId, false);
    }

    public static byte[] publish(String topic, byte[] payload, int qos, int packetId, boolean retain) {
        return packet(
                0x30 | qos << 1 | (retain ? 1 : 0),
                string(topic),
                qos == 0 ? new byte[0] : bytes(packetId >> 8, packetId),
                payload);
    }

    public static byte[] pubAck(int packetId) {
        return packet(0x40, bytes(packetId >> 8, packetId));
    }

    /** @param filters each with its QoS behind it, as in {@code "a/b:1"} */
    public static byte[] subscribe(int packetId, String... filters) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes(packetId >> 8, packetId));
        for (String filter : filters) {
            int colon = filter.lastIndexOf(':');
            body.writeBytes(string(filter.substring(0, colon)));
            body.write(Integer.parseInt(filter.substring(colon + 1)));
        }
        return packet(0x82, body.toByteArray());
    }

    public static byte[] unsubscribe(int packetId, String filter) {
        return packet(0xa2, bytes(packetId >> 8, packetId), string(filter));
    }

    public static byte[] ping() {
        return bytes(0xc0, 0);
    }

    public static byte[] disconnect() {
        return bytes(0xe0, 0);
    }

    public static byte[] packet(int first, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int rest = body.size();
        while (rest > 0x7f) {
            packet.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        packet.write(rest);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    public static byte[] string(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        byte[] out = new byte[2 + utf8.length];
        out[0] = (byte) (utf8.length >> 8);
        out[1] = (byte) utf8.length;
        System.arraycopy(utf8, 0, out, 2, utf8.length);
        return out;
    }

    public static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }
}
