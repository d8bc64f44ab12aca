package dev.mooring.broker.durable;

import dev.mooring.broker.session.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A change on its way to the store that need not be written when it is undone in time. Safe for threads, but for {@link
 * #settles}.
 */
abstract class Cancellable {
    private static final int WAITING = 0;
    private static final int WRITING = 1;
    private static final int SETTLED = 2;

    private final AtomicInteger state = new AtomicInteger(WAITING);
    private Receipt receipt = Receipt.NONE;
    private List<Runnable> whenSettled = List.of();

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

    /** It is in the store. */
    void written() {
        settle();
    }

    /**
     * Undone: nobody needs it any more.
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
