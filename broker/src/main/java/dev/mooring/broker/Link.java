package dev.mooring.broker;

import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;

/**
 * The wire of one connection, as the broker sees it. All methods are called on the connection's event loop. Packets are
 * gathered and leave with {@link #flush()}, which the broker calls once a turn. It knows from the CONNECT that it
 * carried which version the client speaks.
 */
public interface Link {
    /** PUBLISH; packetId is 0 when the message has QoS 0. */
    void publish(Outgoing message, int packetId, boolean duplicate);

    /** The size of a PUBLISH on the wire, bytes. */
    int bytesOf(Outgoing message);

    /** An acknowledgement that says yes. */
    void acknowledge(Acknowledge.Kind kind, int packetId);

    void send(Reply reply);

    void flush();

    /** False while the peer takes less than it is sent. */
    boolean isWritable();

    /** Bytes accepted and not yet taken by the operating system; asked only when not writable. */
    long pendingBytes();

    /** The CONNECT has been judged: packets behind it may be processed. */
    void resume();

    /** Sends what was gathered, then closes. */
    void close();
}
