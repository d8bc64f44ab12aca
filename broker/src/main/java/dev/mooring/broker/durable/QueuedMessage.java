package dev.mooring.broker.durable;

import dev.mooring.broker.session.Outgoing;

/**
 * A copy of a message in a persistent session, on its way to the store. If the client completes it before the store has
 * begun to write it, it never will be written.
 *
 * <p>Written by the session's event loop, then given to the journal.
 */
final class QueuedMessage extends Cancellable implements SessionChange.Queued {
    private final long session;
    private final long sequence;
    private final Outgoing message;
    private final int packetId;

    QueuedMessage(long session, long sequence, Outgoing message, int packetId) {
        this.session = session;
        this.sequence = sequence;
        this.message = message;
        this.packetId = packetId;
    }

    @Override
    public long session() {
        return session;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public Outgoing message() {
        return message;
    }

    @Override
    public int packetId() {
        return packetId;
    }
}
