package dev.mooring.lambda;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time as an argument: what it is, and doing something later. A test moves it by hand. */
public interface Timers extends AutoCloseable {
    /** What the retry delays and the idle time of instances are measured with. */
    InstantSource clock();

    /** Runs the task once, on a thread that may block; never after {@link #close}. */
    void after(Duration delay, Runnable task);

    @Override
    void close();

    /** The machine's time. */
    static Timers system() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("lambda-timers").factory());
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new Timers() {
            @Override
            public InstantSource clock() {
                return InstantSource.system();
            }

            @Override
            public void after(Duration delay, Runnable task) {
                if (!scheduler.isShutdown()) {
                    var _ = scheduler.schedule(
                            () -> Thread.ofVirtual().start(task), delay.toMillis(), TimeUnit.MILLISECONDS);
                }
            }

            @Override
            public void close() {
                scheduler.shutdownNow();
            }
        };
    }
}
