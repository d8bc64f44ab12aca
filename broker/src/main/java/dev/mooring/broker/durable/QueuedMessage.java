package dev.mooring.broker.durable;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A copy of a message in a persistent session, on its way to the store. If the client completes it before the store has
 * begun to write it, it never will be written.
 *
 * <p>Written by the session's event loop, then given to the journal; the state is safe for threads.
 */
final class QueuedMessage implements SessionChange.Queued {
    private static final int WAITING = 0;
    private static final int WRITING = 1;
    private static final int SETTLED = 2;

    private final long session;
    private final long sequence;
    private final Outgoing message;
    private final int packetId;
    private final AtomicInteger state = new AtomicInteger(WAITING);
    private Receipt receipt = Receipt.NONE;
    private List<Runnable> whenSettled = List.of();

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

    /** Before the journal has it. */
    void settles(Receipt arrives) {
        receipt = arrives;
    }

    /** Runs an action when it is written, or is not to be written any more; here and now if that is so already. */
    void whenSettled(Runnable action) {
        synchronized (this) {
            if (!isSettled()) {
                List<Runnable> more = new ArrayList<>(whenSettled);
                more.add(action);
                whenSettled = more;
                return;
            }
        }
        action.run();
    }

    boolean isSettled() {
        return state.get() == SETTLED;
    }

    /** The journal is about to write it; false when that is not needed any more. */
    boolean beginWriting() {
        return state.compareAndSet(WAITING, WRITING);
    }

    /** The journal has written it. */
    void written() {
        settle();
    }

    /**
     * The client has completed it.
     *
     * @return true when it is not in the store and will not be
     */
    boolean cancel() {
        if (state.compareAndSet(WAITING, SETTLED)) {
            settled();
            return true;
        }
        settle();
        return false;
    }

    private void settle() {
        if (state.getAndSet(SETTLED) != SETTLED) {
            settled();
        }
    }

    private void settled() {
        List<Runnable> actions;
        synchronized (this) {
            actions = whenSettled;
            whenSettled = List.of();
        }
        receipt.arrive();
        actions.forEach(Runnable::run);
    }
}
