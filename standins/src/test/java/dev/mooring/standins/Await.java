package dev.mooring.standins;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. */
public final class Await {
    private static final long TIMEOUT_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 20_000_000L;

    private Await() {}

    public static void until(BooleanSupplier condition, Supplier<String> complaint) {
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(complaint.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
