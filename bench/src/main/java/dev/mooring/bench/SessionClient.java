package dev.mooring.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * One connection of {@link SessionsBenchmark} or {@link ActionsBenchmark}: MQTT 3.1.1 and no more than it needs, so that what is measured is the
 * server. Checks that every message comes once and in order.
 */
final class SessionClient implements AutoCloseable {
    private static final int WINDOW = 400;
    private static final int PAYLOAD_BYTES = 256;
    private static final int PACKET_IDS = 60_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private SessionClient(int port, String clientId, boolean clean) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(connect);
        body.writeUTF("MQTT");
        body.write(new byte[] {4, (byte) (clean ? 2 : 0), 0, 0});
        body.writeUTF(clientId);
        send(0x10, connect.toByteArray());
        out.flush();
        expect(0x20);
    }

    private static String topic(int pair) {
        return "bench/" + pair;
    }

    private static String sessionOf(int pair) {
        return "session-" + pair;
    }

    /** Makes a session with a subscription and leaves it. */
    static void subscribe(int port, int pair) throws IOException {
        try (SessionClient client = new SessionClient(port, sessionOf(pair), false)) {
            ByteArrayOutputStream subscribe = new ByteArrayOutputStream();
            DataOutputStream body = new DataOutputStream(subscribe);
            body.writeShort(1);
            body.writeUTF(topic(pair));
            body.write(1);
            client.send(0x82, subscribe.toByteArray());
            client.out.flush();
            client.expect(0x90);
            client.leave();
        }
    }

    /** Publishes, with at most a window of messages not yet acknowledged. */
    static void publish(int port, int pair, int count) throws IOException {
        try (SessionClient client = new SessionClient(port, "publisher-" + pair, true)) {
            int sent = 0;
            int acknowledged = 0;
            while (acknowledged < count) {
                while (sent < count && sent - acknowledged < WINDOW) {
                    client.publish(topic(pair), sent++);
                }
                client.out.flush();
                do {
                    client.expect(0x40);
                    acknowledged++;
                } while (acknowledged < sent && client.in.available() > 0);
            }
            client.leave();
        }
    }

    /**
     * Publishes JSON with an {@code id}, with at most a window of messages not yet acknowledged.
     *
     * @param payload of the message with this number
     * @return the nanoseconds until each acknowledgement
     */
    static long[] publish(int port, String clientId, String topic, IntFunction<String> payload, int count, int window)
            throws IOException {
        long[] nanos = new long[count];
        try (SessionClient client = new SessionClient(port, clientId, true)) {
            int sent = 0;
            for (int acknowledged = 0; acknowledged < count; acknowledged++) {
                while (sent < count && sent - acknowledged < window) {
                    nanos[sent] = -System.nanoTime();
                    ByteArrayOutputStream publish = new ByteArrayOutputStream();
                    DataOutputStream body = new DataOutputStream(publish);
                    body.writeUTF(topic);
                    body.writeShort(sent % PACKET_IDS + 1);
                    body.write(payload.apply(sent++).getBytes(StandardCharsets.UTF_8));
                    client.send(0x32, publish.toByteArray());
                }
                client.out.flush();
                client.expect(0x40);
                nanos[acknowledged] += System.nanoTime(); // They come in order.
            }
            client.leave();
        }
        return nanos;
    }

    /** Takes what waits in the session. */
    static void drain(int port, int pair, int count) throws IOException {
        try (SessionClient client = new SessionClient(port, sessionOf(pair), false)) {
            for (int received = 0; received < count; ) {
                client.receive(received++);
                if (client.in.available() == 0) {
                    client.out.flush();
                }
            }
            client.leave();
        }
    }

    private void publish(String topic, int number) throws IOException {
        ByteArrayOutputStream publish = new ByteArrayOutputStream(PAYLOAD_BYTES + 32);
        DataOutputStream body = new DataOutputStream(publish);
        body.writeUTF(topic);
        body.writeShort(number % PACKET_IDS + 1);
        body.write(ByteBuffer.allocate(PAYLOAD_BYTES).putInt(number).array());
        send(0x32, publish.toByteArray());
    }

    private void receive(int expected) throws IOException {
        ByteBuffer publish = ByteBuffer.wrap(expect(0x32));
        publish.position(2 + publish.getShort(0));
        int packetId = publish.getShort() & 0xFFFF;
        int number = publish.getInt();
        if (number != expected) {
            throw new IllegalStateException("message " + number + " instead of " + expected);
        }
        out.write(0x40);
        out.write(2);
        out.writeShort(packetId);
    }

    private void send(int header, byte[] body) throws IOException {
        out.write(header);
        int left = body.length;
        do {
            out.write((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
            left >>= 7;
        } while (left > 0);
        out.write(body);
    }

    private byte[] expect(int header) throws IOException {
        int found = in.readUnsignedByte();
        if (found != header) {
            throw new IllegalStateException(
                    "a packet 0x" + Integer.toHexString(found) + ", not 0x" + Integer.toHexString(header));
        }
        int length = 0;
        int digit = 0x80;
        for (int shift = 0; (digit & 0x80) != 0; shift += 7) {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }

    private void leave() throws IOException {
        send(0xE0, new byte[0]);
        out.flush();
        // Until the server has closed too, its last acknowledgement may be under way.
        socket.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
