package dev.mooring.server.quickstart;

import java.io.Serial;

/** A step of the story did not do what it should. */
public final class StoryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
