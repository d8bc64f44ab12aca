package dev.mooring.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;

/** A WebSocket client that sends exactly the frames that a test says. */
public final class RawWebSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private final Socket socket;
    private final DataInputStream in;
    private final String response;

    /** One frame as received. */
    public record Frame(boolean last, int opcode, byte[] payload) {}

    public RawWebSocket(int port, String query, String... moreHeaders) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port), query, moreHeaders);
    }

    /** Asks for the upgrade as a browser does; {@code moreHeaders} replace or add. */
    public RawWebSocket(Socket socket, String query, String... moreHeaders) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        StringBuilder request = new StringBuilder("GET /mqtt" + (query.isEmpty() ? "" : "?" + query) + " HTTP/1.1\r\n");
        String[] usual = {
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Origin: https://a.page.elsewhere",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: mqtt"
        };
        for (String header : usual) {
            String name = header.substring(0, header.indexOf(':') + 1);
            boolean replaced = false;
            for (String more : moreHeaders) {
                replaced |= more.startsWith(name);
            }
            if (!replaced) {
                request.append(header).append("\r\n");
            }
        }
        for (String more : moreHeaders) {
            if (!more.endsWith(":")) {
                request.append(more).append("\r\n");
            }
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
        response = readResponse();
    }

    /** The head of the next HTTP response. */
    public String readResponse() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** The head of the response to the upgrade. */
    public String response() {
        return response;
    }

    public RawWebSocket binary(byte[]... packets) throws IOException {
        for (byte[] packet : packets) {
            frame(true, BINARY, packet);
        }
        return this;
    }

    public void frame(boolean last, int opcode, byte[] payload) throws IOException {
        socket.getOutputStream().write(bytes(last, opcode, payload, true));
    }

    public void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public static byte[] bytes(boolean last, int opcode, byte[] payload, boolean masked) {
        int lengthBytes = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
        byte[] out = new byte[2 + lengthBytes + (masked ? 4 : 0) + payload.length];
        out[0] = (byte) ((last ? 0x80 : 0) | opcode);
        int marker = lengthBytes == 0 ? payload.length : lengthBytes == 2 ? 126 : 127;
        out[1] = (byte) ((masked ? 0x80 : 0) | marker);
        for (int i = 0; i < lengthBytes; i++) {
            out[2 + i] = (byte) ((long) payload.length >> 8 * (lengthBytes - 1 - i));
        }
        byte[] mask = new byte[4];
        if (masked) {
            ThreadLocalRandom.current().nextBytes(mask);
            System.arraycopy(mask, 0, out, 2 + lengthBytes, 4);
        }
        int start = out.length - payload.length;
        for (int i = 0; i < payload.length; i++) {
            out[start + i] = (byte) (payload[i] ^ mask[i & 3]);
        }
        return out;
    }

    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame((first & 0x80) != 0, first & 15, payload);
    }

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
}
