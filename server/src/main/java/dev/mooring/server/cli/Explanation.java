package dev.mooring.server.cli;

import dev.mooring.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;

/** What an operator is told about a failure that is theirs to mend, where a stack trace would only hide it. */
public final class Explanation {
    private Explanation() {}

    /** @return one sentence; empty for a failure that is ours, whose stack trace is wanted */
    public static Optional<String> of(Throwable failure) {
        return switch (failure) {
            case IllegalStateException choiceOrSurroundings -> Optional.of(message(choiceOrSurroundings));
            case UncheckedIOException io ->
                Optional.of(message(io) + ": " + reason(Objects.requireNonNull(io.getCause(), "never without cause")));
            case StoreException store -> Optional.of(firstLine(message(store)) + rootOf(store));
            default -> Optional.empty();
        };
    }

    /** The JDK's messages of these exceptions are the bare file name, which {@link UncheckedIOException} has told. */
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is not a directory";
            case FileSystemException file when file.getReason() != null -> file.getFile() + ": " + file.getReason();
            default -> message(cause);
        };
    }

    /** A database says what it cannot do in the innermost exception; what lies between repeats it. */
    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null && cause != root; cause = cause.getCause()) {
            root = cause;
        }
        String told = firstLine(message(root));
        return message(failure).contains(told) ? "" : ": " + told;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }
}
