package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlLimits;

/**
 * The work one evaluation may still do. Straight-line code is bounded by the length of its statement; whatever loops
 * over data spends from here. Owned by one evaluation, not thread-safe.
 */
public final class Budget {
    private int steps = SqlLimits.STEPS;

    /** @throws LimitExceeded when nothing is left */
    public void spend(int work) {
        steps -= work;
        if (steps < 0) {
            throw new LimitExceeded("the statement needs more than " + SqlLimits.STEPS
                    + " steps on this message; look for nested queries inside nested queries");
        }
    }

    /** Spends for reading a text once: one step for each 64 characters. */
    public void spendOnText(int chars) {
        spend(1 + (chars >> 6));
    }
}
