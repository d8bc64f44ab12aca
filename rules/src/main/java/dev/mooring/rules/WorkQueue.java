package dev.mooring.rules;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * A bounded queue that works itself off: as long as there is something in it, up to {@code parallelism} tasks of the
 * executor take from it. With one task, items are handled in order. Nobody waits for anybody: a full queue refuses.
 */
final class WorkQueue<T> {
    /** After so many items a worker queues up again behind others: virtual threads share processors only by courtesy. */
    private static final int ITEMS_PER_TURN = 32;

    private final Executor executor;
    private final int parallelism;
    private final int maxItems;
    private final long maxBytes;
    private final ToLongFunction<T> sizeOf;
    private final Consumer<T> handler;

    private final Queue<T> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger workers = new AtomicInteger();

    /** @param handler must not throw */
    WorkQueue(
            Executor executor,
            int parallelism,
            int maxItems,
            long maxBytes,
            ToLongFunction<T> sizeOf,
            Consumer<T> handler) {
        this.executor = executor;
        this.parallelism = parallelism;
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
        this.sizeOf = sizeOf;
        this.handler = handler;
    }

    /**
     * Adds an item, from any thread and without waiting. An item larger than the queue is taken when the queue is empty.
     *
     * @return false if the queue is full
     */
    boolean offer(T item) {
        long size = sizeOf.applyAsLong(item);
        if (count.incrementAndGet() > maxItems) {
            count.decrementAndGet();
            return false;
        }
        long total = bytes.addAndGet(size);
        if (total > maxBytes && total != size) {
            bytes.addAndGet(-size);
            count.decrementAndGet();
            return false;
        }
        items.add(item);
        startWorker();
        return true;
    }

    /** Adds an item also when the queue is full: for what is bounded elsewhere. */
    void add(T item) {
        count.incrementAndGet();
        bytes.addAndGet(sizeOf.applyAsLong(item));
        items.add(item);
        startWorker();
    }

    /** Items taken and not yet worked off. */
    int waiting() {
        return count.get();
    }

    /** The size of these. */
    long waitingBytes() {
        return bytes.get();
    }

    private void startWorker() {
        int running = workers.get();
        while (running < parallelism) {
            if (workers.compareAndSet(running, running + 1)) {
                executor.execute(this::work);
                return;
            }
            running = workers.get();
        }
    }

    private void work() {
        for (int turn = 0; turn < ITEMS_PER_TURN; turn++) {
            T item = items.poll();
            if (item == null) {
                workers.decrementAndGet();
                // An item may have come between the look and the line above, when this still counted as a worker.
                if (!items.isEmpty()) {
                    startWorker();
                }
                return;
            }
            try {
                handler.accept(item);
            } finally {
                bytes.addAndGet(-sizeOf.applyAsLong(item));
                count.decrementAndGet();
            }
        }
        executor.execute(this::work);
    }
}
