package dev.mooring.broker;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that publish and are no event loops: how long they have to wait, and whether any of them may still believe
 * that a client lives where it lived before. Safe for threads.
 */
final class Outside {
    private static final Logger LOG = LoggerFactory.getLogger(Outside.class);

    /** Longer than any burst; after that the trouble is elsewhere, and holding callers for ever would only spread it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Held by each publisher from the moment it looks for a client's loop until that loop has the message. */
    private final ReentrantReadWriteLock publishing = new ReentrantReadWriteLock();

    private final BooleanSupplier behind;

    /** @param behind whether event loops have as much to deliver as they may */
    Outside(BooleanSupplier behind) {
        this.behind = behind;
    }

    /** Runs a publication, when the event loops have caught up. */
    void publish(Runnable publication) {
        awaitCapacity();
        publishing.readLock().lock();
        try {
            publication.run();
        } finally {
            publishing.readLock().unlock();
        }
    }

    private void awaitCapacity() {
        if (!behind.getAsBoolean()) {
            return;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (behind.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                LOG.warn("event loops have been behind for {} s; publishing all the same", PATIENCE.toSeconds());
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Runs a task once all publications that have begun by now are over. */
    void afterThose(Executor blocking, Runnable task) {
        // A publisher takes the lock before it looks for a client's loop: one that is not seen here sees the new loop.
        if (publishing.getReadLockCount() == 0) {
            task.run();
            return;
        }
        blocking.execute(() -> {
            publishing.writeLock().lock();
            try {
                task.run();
            } finally {
                publishing.writeLock().unlock();
            }
        });
    }
}
