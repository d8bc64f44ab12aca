package dev.mooring.core.sql.value;

/** Ends an evaluation that passed a limit. It carries no stack trace: it is an answer, not a bug. */
public final class LimitExceeded extends RuntimeException {
    private final String reason;

    public LimitExceeded(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** One sentence for the log. */
    public String reason() {
        return reason;
    }
}
