package dev.mooring.api.iotdata;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what an event loop answers. */
final class Waiting {
    /** An event loop that takes longer is not well. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Waiting() {}

    static <T> T on(CompletableFuture<T> answer) {
        try {
            return on(answer, PATIENCE);
        } catch (TimeoutException e) {
            throw new IllegalStateException("an event loop did not answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    static <T> T on(CompletableFuture<T> answer, Duration patience) throws TimeoutException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
