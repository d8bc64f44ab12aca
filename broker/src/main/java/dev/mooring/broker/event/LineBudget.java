package dev.mooring.broker.event;

/**
 * How many lines a second the log takes: strangers must not be able to fill a disk by knocking. Not safe for threads;
 * time is an argument.
 */
final class LineBudget {
    private final int linesPerSecond;
    private long second = Long.MIN_VALUE;
    private int taken;
    private long leftOut;

    LineBudget(int linesPerSecond) {
        this.linesPerSecond = linesPerSecond;
    }

    /** Whether a line may be written now; one that may not is counted. */
    boolean take(long nowMillis) {
        long now = Math.floorDiv(nowMillis, 1000L);
        if (now != second) {
            second = now;
            taken = 0;
        }
        if (taken < linesPerSecond) {
            taken++;
            return true;
        }
        leftOut++;
        return false;
    }

    /** Lines left out since this was last asked. */
    long leftOut() {
        long count = leftOut;
        leftOut = 0;
        return count;
    }
}
