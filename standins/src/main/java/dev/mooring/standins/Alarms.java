package dev.mooring.standins;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls back at a time, on a virtual thread. All waiting timers share one thread, which is there only while some wait.
 */
public final class Alarms implements AutoCloseable {
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;

    public Alarms(InstantSource clock) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("alarms").factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** At once when the time has passed. */
    public Future<?> at(Instant time, Runnable work) {
        Duration left = Duration.between(clock.instant(), time);
        // A millisecond more than is left: a timer never fires early by the clock.
        try {
            return timer.schedule(
                    () -> {
                        Thread.startVirtualThread(work);
                    },
                    left.isNegative() ? 0 : left.toMillis() + 1,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops; what waits is found in the store again.
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
