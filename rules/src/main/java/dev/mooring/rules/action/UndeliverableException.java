package dev.mooring.rules.action;

/** A target did not take a message. */
final class UndeliverableException extends Exception {
    private final boolean retryable;
    private final boolean targetInTrouble;

    private UndeliverableException(String reason, boolean retryable, boolean targetInTrouble) {
        super(reason);
        this.retryable = retryable;
        this.targetInTrouble = targetInTrouble;
    }

    /** @param reason one sentence without its full stop */
    static UndeliverableException forGood(String reason) {
        return new UndeliverableException(reason, false, false);
    }

    /**
     * The target is in trouble; another try may succeed.
     *
     * @param reason one sentence without its full stop
     */
    static UndeliverableException forNow(String reason) {
        return new UndeliverableException(reason, true, true);
    }

    /**
     * The target is in trouble, and may have taken the message: it is not tried again.
     *
     * @param reason one sentence without its full stop
     */
    static UndeliverableException unanswered(String reason) {
        return new UndeliverableException(reason, false, true);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    boolean retryable() {
        return retryable;
    }

    /** Whether it tells something of the target, not of this one message. */
    boolean targetInTrouble() {
        return targetInTrouble;
    }
}
