package dev.mooring.broker.durable;

import dev.mooring.core.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to the session store: changes of all event loops in the order they came, written in groups by one thread.
 * While a group is being written the next one gathers, so that groups grow with the load, and messages that are
 * completed meanwhile are never written.
 *
 * <p>When the store fails, the group is tried again until it succeeds: nothing is acknowledged meanwhile and clients are
 * read more slowly.
 *
 * <p>{@link #add} and {@link #afterCommit} may be called from any thread and never block.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Changes in one transaction: bounds how long the first waits for the last. */
    private static final int GROUP_LIMIT = 16_384;

    /** Changes that wait from which on clients are read more slowly. */
    private static final int HIGH = 100_000;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SessionStore store;
    private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong outboxNumbers = new AtomicLong();
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closing;

    private sealed interface Entry {
        int size();
    }

    private record One(SessionChange change) implements Entry {
        @Override
        public int size() {
            return 1;
        }
    }

    /** Changes that are written together, and what follows on the journal's thread. */
    private record Group(List<SessionChange> changes, Runnable then) implements Entry {
        @Override
        public int size() {
            return changes.size();
        }
    }

    private record Barrier(Executor where, Runnable action) implements Entry {
        @Override
        public int size() {
            return 0;
        }
    }

    /**
     * @param lastNumber the highest number of a session or Will in the store
     * @param lastOutboxNumber the highest of the outbox
     */
    public Journal(SessionStore store, long lastNumber, long lastOutboxNumber) {
        this.store = store;
        numbers.set(lastNumber);
        outboxNumbers.set(lastOutboxNumber);
        thread = Thread.ofPlatform().name("session-writer").daemon().start(this::run);
    }

    /** A number for a new session. */
    public long newSession() {
        return numbers.incrementAndGet();
    }

    long newOutboxNumber() {
        return outboxNumbers.incrementAndGet();
    }

    /** What an earlier process has not finished. */
    public OutboxEntry restored(SessionStore.StoredWork work) {
        return OutboxEntry.stored(this, work);
    }

    /** Keeps the Will of a client that has connected. */
    public KeptWill keep(String clientId, long delaySeconds, Message will) {
        KeptWill kept = new KeptWill(this, numbers.incrementAndGet(), clientId, delaySeconds, will);
        add(kept);
        return kept;
    }

    /** What an earlier process has not published. */
    public KeptWill restored(SessionStore.StoredWill will) {
        return KeptWill.stored(this, will);
    }

    public void add(SessionChange change) {
        offer(new One(change));
    }

    /** @param then runs on the journal's thread when the change is written; must be quick */
    void add(SessionChange change, Runnable then) {
        offer(new Group(List.of(change), then));
    }

    /** All or nothing. */
    void add(List<SessionChange> changes, Runnable then) {
        offer(new Group(changes, then));
    }

    /** Runs an action when everything that this thread has added before is written. */
    public void afterCommit(Executor where, Runnable action) {
        offer(new Barrier(where, action));
    }

    /** The store does not keep up. */
    public boolean isBehind() {
        return waiting.get() > HIGH;
    }

    private void offer(Entry entry) {
        waiting.addAndGet(entry.size());
        queue.add(entry);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        List<Entry> group = new ArrayList<>();
        while (true) {
            group.clear();
            int size = gather(group);
            if (group.isEmpty()) {
                if (closing) {
                    return;
                }
                await();
                continue;
            }
            if (!write(group)) {
                return;
            }
            waiting.addAndGet(-size);
        }
    }

    private void await() {
        idle = true;
        // Who adds after this look sees that the thread is idle; who added before is seen by it.
        if (queue.isEmpty() && !closing) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private int gather(List<Entry> group) {
        int size = 0;
        while (size < GROUP_LIMIT) {
            Entry next = queue.poll();
            if (next == null) {
                break;
            }
            size += next.size();
            group.add(next);
        }
        return size;
    }

    /** False when this ends and the group could not be written. */
    private boolean write(List<Entry> group) {
        List<SessionChange> changes = new ArrayList<>(group.size());
        for (Entry entry : group) {
            switch (entry) {
                case One one -> addNeeded(one.change(), changes);
                case Group together -> together.changes().forEach(change -> addNeeded(change, changes));
                case Barrier barrier -> {
                    // Runs below, when all before it is written.
                }
            }
        }
        if (!changes.isEmpty() && !store(changes)) {
            return false;
        }
        for (SessionChange change : changes) {
            if (change instanceof Cancellable cancellable) {
                cancellable.written();
            }
        }
        Map<Executor, List<Runnable>> actions = new HashMap<>();
        for (Entry entry : group) {
            switch (entry) {
                case One one -> {
                    // Done above.
                }
                case Group together -> together.then().run();
                case Barrier barrier ->
                    actions.computeIfAbsent(barrier.where(), where -> new ArrayList<>())
                            .add(barrier.action());
            }
        }
        actions.forEach((where, all) -> where.execute(() -> all.forEach(Runnable::run)));
        return true;
    }

    private static void addNeeded(SessionChange change, List<SessionChange> changes) {
        if (!(change instanceof Cancellable cancellable) || cancellable.beginWriting()) {
            changes.add(change);
        }
    }

    private boolean store(List<SessionChange> changes) {
        while (true) {
            try {
                store.write(changes);
                return true;
            } catch (RuntimeException e) {
                LOG.error(
                        "{} changes of sessions could not be written; nothing is acknowledged until they are: {}",
                        changes.size(),
                        e.toString());
                if (closing) {
                    return false;
                }
                LockSupport.parkNanos(this, RETRY.toNanos());
            }
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
