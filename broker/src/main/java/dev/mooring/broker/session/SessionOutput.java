package dev.mooring.broker.session;

/** Where a session's PUBLISH packets go: its connection. The effects of the state machine. */
public interface SessionOutput {
    /** Whether the client may receive this message now ({@code iot:Receive}); a refused one is left out. */
    boolean mayReceive(Outgoing message);

    /** False while the socket is not taking more: messages with QoS 1 wait in the session meanwhile. */
    boolean isReady();

    /** @param packetId 0 when the message has QoS 0 */
    void publish(Outgoing message, int packetId, boolean duplicate);
}
