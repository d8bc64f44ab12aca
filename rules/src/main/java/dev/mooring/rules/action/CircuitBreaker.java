package dev.mooring.rules.action;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a target is worth calling. Closed: it is. Open: too many calls in a row found it down; calls are refused
 * without trying until a pause is over. Then one call may try: its success closes the circuit, its failure doubles the
 * pause. Immutable: each event makes a new state.
 *
 * @param failures in a row
 * @param pause how long the circuit was last opened for
 * @param openUntil when a call may try again; {@link Instant#MIN} while closed
 * @param trying one call is out to see whether the target is back
 */
record CircuitBreaker(int failures, Duration pause, Instant openUntil, boolean trying) {
    static final CircuitBreaker CLOSED = new CircuitBreaker(0, Duration.ZERO, Instant.MIN, false);

    /**
     * @param failuresToOpen in a row that open it
     * @param firstPause for which it is opened first
     * @param longestPause which doubling does not pass
     */
    record Policy(int failuresToOpen, Duration firstPause, Duration longestPause) {}

    boolean isOpen() {
        return !openUntil.equals(Instant.MIN);
    }

    boolean admits(Instant now) {
        return !isOpen() || (!trying && !now.isBefore(openUntil));
    }

    /** A call was admitted and goes out. */
    CircuitBreaker calling() {
        return isOpen() ? new CircuitBreaker(failures, pause, openUntil, true) : this;
    }

    /** The target answered, be it with a refusal. */
    CircuitBreaker answered() {
        return CLOSED;
    }

    /** The target could not be reached, or said that it is in trouble. */
    CircuitBreaker failed(Instant now, Policy policy) {
        int inARow = failures + 1;
        if (isOpen() && !trying) {
            // A call that went out before the circuit was opened: it tells nothing new.
            return this;
        }
        if (inARow < policy.failuresToOpen()) {
            return new CircuitBreaker(inARow, pause, openUntil, false);
        }
        Duration longer = pause.isZero() ? policy.firstPause() : pause.multipliedBy(2);
        Duration next = longer.compareTo(policy.longestPause()) > 0 ? policy.longestPause() : longer;
        return new CircuitBreaker(inARow, next, now.plus(next), false);
    }

    /** A call that was to find out ended without finding out. */
    CircuitBreaker unknown() {
        return trying ? new CircuitBreaker(failures, pause, openUntil, false) : this;
    }
}
