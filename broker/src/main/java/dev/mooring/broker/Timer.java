package dev.mooring.broker;

import org.jspecify.annotations.Nullable;

/** Something that wants to be called at a time. Belongs to at most one {@link TimerWheel}, and to its thread. */
abstract class Timer {
    @Nullable
    Timer previous;

    @Nullable
    Timer next;

    long deadlineMillis;

    /** The deadline has passed; the timer is no longer in the wheel and may be scheduled again. */
    abstract void expired(long nowMillis);
}
