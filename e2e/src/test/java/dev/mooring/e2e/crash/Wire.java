package dev.mooring.e2e.crash;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One MQTT 3.1.1 connection without any convenience: the test must know exactly what was sent, acknowledged and
 * delivered, and no library may repair anything behind its back. One thread reads; any may send.
 */
final class Wire implements AutoCloseable {
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBACK = 9;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    /** @param topic empty for all but PUBLISH */
    record Packet(int type, int flags, int packetId, String topic, String payload) {
        int qos() {
            return (flags >> 1) & 3;
        }
    }

    /** Connects with cleanSession 0. */
    Wire(int port, String clientId) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(connect);
        body.writeUTF("MQTT");
        body.write(new byte[] {4, 0, 0, 0});
        body.writeUTF(clientId);
        send(0x10, connect.toByteArray());
        int type = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] answer = in.readNBytes(length);
        if (type != 0x20 || answer.length != 2 || answer[1] != 0) {
            throw new IOException("no CONNACK");
        }
    }

    void publish(String topic, String payload, int qos, boolean retain, boolean duplicate, int packetId)
            throws IOException {
        ByteArrayOutputStream publish = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(publish);
        body.writeUTF(topic);
        body.writeShort(packetId);
        body.write(payload.getBytes(StandardCharsets.UTF_8));
        send(0x30 | (duplicate ? 8 : 0) | (qos << 1) | (retain ? 1 : 0), publish.toByteArray());
    }

    void subscribe(String filter, int qos) throws IOException {
        ByteArrayOutputStream subscribe = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(subscribe);
        body.writeShort(1);
        body.writeUTF(filter);
        body.write(qos);
        send(0x82, subscribe.toByteArray());
    }

    /** PUBACK, PUBREC, PUBREL, PUBCOMP. */
    void acknowledge(int type, int packetId) throws IOException {
        send((type << 4) | (type == PUBREL ? 2 : 0), new byte[] {(byte) (packetId >> 8), (byte) packetId});
    }

    void disconnect() throws IOException {
        send(0xE0, new byte[0]);
    }

    private synchronized void send(int header, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(header);
        int left = body.length;
        do {
            packet.write((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
            left >>= 7;
        } while (left > 0);
        packet.write(body);
        out.write(packet.toByteArray());
    }

    /** The next packet; blocks. */
    Packet read() throws IOException {
        int header = in.readUnsignedByte();
        int length = 0;
        for (int shift = 0, digit = 0x80; (digit & 0x80) != 0; shift += 7) {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        DataInputStream fields = new DataInputStream(new java.io.ByteArrayInputStream(body));
        int type = header >> 4;
        int flags = header & 15;
        if (type != PUBLISH) {
            return new Packet(type, flags, length >= 2 ? fields.readUnsignedShort() : 0, "", "");
        }
        String topic = fields.readUTF();
        int packetId = (flags & 6) == 0 ? 0 : fields.readUnsignedShort();
        return new Packet(type, flags, packetId, topic, new String(fields.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
