package dev.mooring.rules.record;

/** A recording was not started; the message says why and what to do. */
public final class RecordingRefusedException extends Exception {
    private final String reason;

    RecordingRefusedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** One sentence. */
    public String reason() {
        return reason;
    }
}
