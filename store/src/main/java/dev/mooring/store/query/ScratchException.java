package dev.mooring.store.query;

/** A query that cannot be answered; the message is for whoever wrote it. */
public final class ScratchException extends Exception {
    private static final long serialVersionUID = 1L;

    ScratchException(String message) {
        super(message);
    }

    ScratchException(String message, Throwable cause) {
        super(message, cause);
    }
}
