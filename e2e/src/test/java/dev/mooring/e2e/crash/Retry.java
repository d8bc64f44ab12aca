package dev.mooring.e2e.crash;

import java.util.concurrent.locks.LockSupport;

/** Between two attempts to connect. */
final class Retry {
    private Retry() {}

    static void pause() {
        LockSupport.parkNanos(20_000_000L);
    }
}
