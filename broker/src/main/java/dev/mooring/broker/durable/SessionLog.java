package dev.mooring.broker.durable;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionJournal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Brings one persistent session's changes to the journal. Not safe for threads: the event loop that owns the session owns
 * it.
 */
public final class SessionLog implements SessionJournal {
    private final Journal journal;
    private final long session;
    private final Executor owner;
    private final InOrder actions = new InOrder();

    /** Messages that may not be written yet, in their order. */
    private final ArrayDeque<QueuedMessage> young = new ArrayDeque<>(4);

    private @Nullable Map<Integer, PublishReceipt> arriving;

    /** @param owner runs tasks on the event loop that owns the session, in order */
    public SessionLog(Journal journal, long session, Executor owner) {
        this.journal = journal;
        this.session = session;
        this.owner = owner;
    }

    public long session() {
        return session;
    }

    /** For a message that leaves this session. */
    public PublishReceipt receipt(Runnable whenElsewhere) {
        return PublishReceipt.separate(journal, owner, whenElsewhere);
    }

    public void add(SessionChange change) {
        journal.add(change);
    }

    @Override
    public void queued(long sequence, Outgoing message) {
        write(new QueuedMessage(session, sequence, message, 0));
    }

    @Override
    public void queued(long sequence, Outgoing message, int packetId, Runnable whenDurable) {
        InOrder.Slot slot = actions.add(whenDurable);
        QueuedMessage queued = new QueuedMessage(session, sequence, message, packetId);
        queued.whenSettled(() -> owner.execute(slot::ready));
        write(queued);
    }

    private void write(QueuedMessage queued) {
        forgetSettled();
        young.add(queued);
        if (queued.message().receipt() instanceof PublishReceipt receipt) {
            receipt.queued(queued);
        } else {
            journal.add(queued);
        }
    }

    @Override
    public void packetId(long sequence, int packetId, Runnable whenDurable) {
        change(sequence, new SessionChange.PacketIdGiven(session, sequence, packetId), whenDurable);
    }

    @Override
    public void released(long sequence, Runnable whenDurable) {
        change(sequence, new SessionChange.Released(session, sequence), whenDurable);
    }

    @Override
    public void completed(long sequence) {
        QueuedMessage queued = find(sequence);
        if (queued == null || !queued.cancel()) {
            journal.add(new SessionChange.Completed(session, sequence));
        }
        forgetSettled();
    }

    @Override
    public void receivedDone(int packetId, Runnable whenDurable) {
        if (arriving != null) {
            arriving.remove(packetId);
        }
        journal.add(new SessionChange.ReceivedDone(session, packetId));
        whenDurable(whenDurable);
    }

    @Override
    public void whenDurable(Runnable action) {
        InOrder.Slot slot = actions.add(action);
        journal.afterCommit(owner, slot::ready);
    }

    @Override
    public void inOrder(Runnable action) {
        if (actions.isEmpty()) {
            action.run();
        } else {
            actions.add(action).ready();
        }
    }

    /** A message of QoS 2 comes in: its packet id is taken when the message is durable. */
    public void arrives(int packetId, PublishReceipt receipt) {
        receipt.add(new SessionChange.Received(session, packetId));
        if (arriving == null) {
            arriving = new HashMap<>(4);
        }
        arriving.put(packetId, receipt);
    }

    /** The receipt of a message of QoS 2 that is not durable yet. */
    public Optional<PublishReceipt> arriving(int packetId) {
        return arriving == null
                ? Optional.empty()
                : Optional.ofNullable(arriving.get(packetId)).filter(receipt -> !receipt.isComplete());
    }

    /**
     * A change of a message that may still be on its way: a message of QoS 2 enters the journal only when all its copies
     * are gathered, and what follows from it must come after.
     */
    private void change(long sequence, SessionChange change, Runnable whenDurable) {
        InOrder.Slot slot = actions.add(whenDurable);
        Runnable write = () -> {
            journal.add(change);
            journal.afterCommit(owner, slot::ready);
        };
        QueuedMessage queued = find(sequence);
        if (queued == null) {
            write.run();
        } else {
            queued.whenSettled(write);
        }
    }

    private @Nullable QueuedMessage find(long sequence) {
        for (QueuedMessage queued : young) {
            if (queued.sequence() == sequence) {
                return queued;
            }
        }
        return null;
    }

    private void forgetSettled() {
        QueuedMessage first = young.peek();
        while (first != null && first.isSettled()) {
            young.remove();
            first = young.peek();
        }
    }
}
