package dev.mooring.broker;

import java.time.Duration;

/** An event loop as the broker sees it: one thread that runs tasks in order. The gateway implements it. */
public interface Loop {
    boolean inLoop();

    /** Callable from any thread. */
    void execute(Runnable task);

    void executeEvery(Duration period, Runnable task);
}
