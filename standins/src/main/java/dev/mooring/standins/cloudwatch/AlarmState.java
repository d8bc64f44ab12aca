package dev.mooring.standins.cloudwatch;

/**
 * The state of an alarm and since when.
 *
 * @param reasonData JSON; empty when there is none
 * @param updatedAt and {@code transitionedAt}: milliseconds since 1970; the latter when the value last changed
 */
record AlarmState(Value value, String reason, String reasonData, long updatedAt, long transitionedAt) {
    /** As AWS names them. */
    enum Value {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    static AlarmState initial(long now) {
        return new AlarmState(Value.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", now, now);
    }

    AlarmState next(Value next, String nextReason, String nextReasonData, long now) {
        return new AlarmState(next, nextReason, nextReasonData, now, next == value ? transitionedAt : now);
    }
}
