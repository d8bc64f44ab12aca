package dev.mooring.standins;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that only grow, also over restarts: the time in milliseconds and twenty bits that count. They order what arrived
 * here; of two servers on one database each orders its own.
 */
public final class Sequence {
    private static final int COUNTER_BITS = 20;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    public Sequence(InstantSource clock) {
        this.clock = clock;
    }

    public long next() {
        long floor = clock.millis() << COUNTER_BITS;
        return last.updateAndGet(previous -> Math.max(previous + 1, floor));
    }
}
