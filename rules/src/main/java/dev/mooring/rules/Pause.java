package dev.mooring.rules;

import java.time.Duration;

/** Waits between two tries of an action; a test need not. */
@FunctionalInterface
public interface Pause {
    void sleep(Duration duration) throws InterruptedException;
}
