package dev.mooring.broker.session;

/** Where a session's packets go: its connection. The effects of the state machine. */
public interface SessionOutput {
    /** Whether the client may receive this message now ({@code iot:Receive}) and can; another is left out. */
    boolean mayReceive(Outgoing message);

    /** False while the socket is not taking more: messages with QoS above 0 wait in the session meanwhile. */
    boolean isReady();

    /** @param packetId 0 when the message has QoS 0 */
    void publish(Outgoing message, int packetId, boolean duplicate);

    /**
     * PUBREL: the client may forget the packet id.
     *
     * @param reasonCode 0, or that the packet id is unknown here
     */
    void release(int packetId, int reasonCode);
}
