package dev.mooring.store;

import java.io.Serial;

/** The database failed: disk full, file locked, connection lost. Never a caller's mistake. */
public final class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
