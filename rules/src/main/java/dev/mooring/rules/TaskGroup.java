package dev.mooring.rules;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs each task on a virtual thread of its own and knows when none is left. Tasks start tasks, so an executor that is
 * merely shut down would refuse the second half of the work it has already accepted.
 */
final class TaskGroup implements Executor, AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("rule-", 0).factory());
    /** Guarded by this. */
    private int running;

    private volatile boolean stopping;

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            running++;
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    finished();
                }
            });
        } catch (RuntimeException refused) {
            finished();
            throw refused;
        }
    }

    private synchronized void finished() {
        if (--running == 0) {
            notifyAll();
        }
    }

    /** From now on, what will be done again by the next process is left to it. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Waits until no task is left. */
    synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (running > 0) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** Interrupts what is left. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
