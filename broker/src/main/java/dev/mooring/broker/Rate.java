package dev.mooring.broker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket without its level, which is one number that the owner keeps: the time, in nanoseconds of the clock's
 * milliseconds, at which the bucket will be full again (the generic cell rate algorithm). A number in the past is a full
 * bucket, so 0 is a good beginning. Pure, immutable.
 */
final class Rate {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final long nanosForOne;
    private final long capacityNanos;

    /** @param burst the bucket holds what comes in this time */
    Rate(int perSecond, Duration burst) {
        this.perSecond = perSecond;
        this.nanosForOne = Math.max(1, NANOS_PER_SECOND / perSecond);
        this.capacityNanos = Math.max(burst.toNanos(), nanosForOne);
    }

    int perSecond() {
        return perSecond;
    }

    /** The level after taking out {@code count}, whether or not there was so much: then it is in debt. */
    long take(long level, int count, long nowMillis) {
        return Math.max(level, nanos(nowMillis)) + count * nanosForOne;
    }

    /** How long until the debt is paid; 0 when there is none. Milliseconds, rounded up. */
    long debtMillis(long level, long nowMillis) {
        long debt = level - capacityNanos - nanos(nowMillis);
        return debt <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(debt + 999_999);
    }

    /** Whether there is one left to take. */
    boolean hasOne(long level, long nowMillis) {
        return level + nanosForOne - capacityNanos <= nanos(nowMillis);
    }

    /** Whether nothing at all has been taken lately: nobody needs to remember this level. */
    boolean isFull(long level, long nowMillis) {
        return level <= nanos(nowMillis);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
