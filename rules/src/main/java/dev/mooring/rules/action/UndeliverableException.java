package dev.mooring.rules.action;

/** A target did not take a message. */
final class UndeliverableException extends Exception {
    private final boolean retryable;

    private UndeliverableException(String reason, boolean retryable) {
        super(reason);
        this.retryable = retryable;
    }

    /** @param reason one sentence without its full stop */
    static UndeliverableException forGood(String reason) {
        return new UndeliverableException(reason, false);
    }

    /**
     * Another try may succeed.
     *
     * @param reason one sentence without its full stop
     */
    static UndeliverableException forNow(String reason) {
        return new UndeliverableException(reason, true);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    boolean retryable() {
        return retryable;
    }
}
