package dev.mooring.broker.durable;

import dev.mooring.broker.session.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What must be durable before a published message may be acknowledged. Who publishes makes one, expects a copy for each
 * persistent session, and arrives when all are on their way; who has a copy arrives when it is durable or nobody needs
 * it any more. With the last arrival the acknowledgement runs.
 *
 * <p>Safe for threads.
 */
public abstract sealed class PublishReceipt implements Receipt {
    private final AtomicInteger expected = new AtomicInteger(1);
    private final List<Waiting> waiting = new ArrayList<>(1);
    private boolean complete;

    private record Waiting(Executor where, Runnable action) {}

    private PublishReceipt() {}

    /** Each copy is written for itself: enough for QoS 1, where the publisher's repetition does no harm. */
    public static PublishReceipt separate(Journal journal, Executor where, Runnable acknowledgement) {
        PublishReceipt receipt = new Separate(journal);
        receipt.also(where, acknowledgement);
        return receipt;
    }

    /**
     * All copies are written at once, together with the publisher's packet id, or none: a crash must neither lose the
     * message nor bring it a second time (QoS 2).
     */
    public static PublishReceipt together(Journal journal, Executor where, Runnable acknowledgement) {
        PublishReceipt receipt = new Together(journal);
        receipt.also(where, acknowledgement);
        return receipt;
    }

    /** One more copy or change to wait for. Only before the publisher's own arrival. */
    public void expect() {
        expected.incrementAndGet();
    }

    @Override
    public void arrive() {
        if (expected.decrementAndGet() == 0) {
            allArrived();
        }
    }

    /** A change that the acknowledgement waits for; counts as expected. */
    public abstract void add(SessionChange change);

    /** An expected copy has entered a session, or an expected entry the outbox. */
    abstract <T extends Cancellable & SessionChange> void queued(T change);

    abstract void allArrived();

    /** Runs one more action when the message is acknowledged; at once if it is. */
    public void also(Executor where, Runnable action) {
        synchronized (waiting) {
            if (!complete) {
                waiting.add(new Waiting(where, action));
                return;
            }
        }
        where.execute(action);
    }

    public boolean isComplete() {
        synchronized (waiting) {
            return complete;
        }
    }

    void complete() {
        List<Waiting> all;
        synchronized (waiting) {
            complete = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.where().execute(one.action()));
    }

    private static final class Separate extends PublishReceipt {
        private final Journal journal;

        Separate(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void add(SessionChange change) {
            expect();
            journal.add(change, this::arrive);
        }

        @Override
        <T extends Cancellable & SessionChange> void queued(T change) {
            change.settles(this);
            journal.add(change);
        }

        @Override
        void allArrived() {
            complete();
        }
    }

    private static final class Together extends PublishReceipt {
        private final Journal journal;
        private final List<SessionChange> changes = new ArrayList<>();

        Together(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void add(SessionChange change) {
            synchronized (changes) {
                changes.add(change);
            }
        }

        @Override
        <T extends Cancellable & SessionChange> void queued(T change) {
            add(change);
            arrive();
        }

        @Override
        void allArrived() {
            synchronized (changes) {
                journal.add(List.copyOf(changes), this::complete);
            }
        }
    }
}
