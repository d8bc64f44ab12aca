package dev.mooring.broker.session;

/**
 * Hears what a persistent session must remember beyond the process's end. A message is known by its sequence, its place
 * in the session's order. Actions run on the session's event loop, in the order given, when what they wait for is
 * durable: what a client concludes from a packet of QoS 2 must still be true after a crash.
 */
public interface SessionJournal {
    /** Of a session that ends with its connection or the process: nothing is kept and nothing waits. */
    SessionJournal NONE = new SessionJournal() {
        @Override
        public void queued(long sequence, Outgoing message) {}

        @Override
        public void queued(long sequence, Outgoing message, int packetId, Runnable whenDurable) {
            whenDurable.run();
        }

        @Override
        public void packetId(long sequence, int packetId, Runnable whenDurable) {
            whenDurable.run();
        }

        @Override
        public void released(long sequence, Runnable whenDurable) {
            whenDurable.run();
        }

        @Override
        public void completed(long sequence) {}

        @Override
        public void receivedDone(int packetId, Runnable whenDurable) {
            whenDurable.run();
        }

        @Override
        public void whenDurable(Runnable action) {
            action.run();
        }

        @Override
        public void inOrder(Runnable action) {
            action.run();
        }
    };

    /** A message of QoS 1 is sent, or a message waits. */
    void queued(long sequence, Outgoing message);

    /** A message of QoS 2 is to be sent with this packet id. */
    void queued(long sequence, Outgoing message, int packetId, Runnable whenDurable);

    /** A message of QoS 2 that waited is to be sent with this packet id. */
    void packetId(long sequence, int packetId, Runnable whenDurable);

    /** The client has the message of QoS 2 (PUBREC); its packet id is still taken. */
    void released(long sequence, Runnable whenDurable);

    /** A message is done: acknowledged, expired, refused or given away. */
    void completed(long sequence);

    /** A packet id of QoS 2 from the client is free again (PUBREL). */
    void receivedDone(int packetId, Runnable whenDurable);

    /** Runs an action when everything told before is durable. */
    void whenDurable(Runnable action);

    /** Runs an action after those given before; here and now when none waits. */
    void inOrder(Runnable action);
}
