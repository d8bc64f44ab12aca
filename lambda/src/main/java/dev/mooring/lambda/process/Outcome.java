package dev.mooring.lambda.process;

import java.time.Duration;

/** How an invocation ended, as the instance saw it. */
sealed interface Outcome {
    /** Something the caller is told of as a function error. */
    sealed interface Failure extends Outcome {}

    /** @param payload the handler's result as JSON */
    record Succeeded(byte[] payload) implements Outcome {}

    /**
     * The function reported an error.
     *
     * @param error JSON with errorType, errorMessage and trace
     */
    record Failed(byte[] error) implements Failure {}

    /** The response was over the limit. */
    record TooLarge(long bytes) implements Failure {}

    /** The process was killed at its deadline. */
    record TimedOut(Duration timeout) implements Failure {}

    /**
     * The process ended without a response.
     *
     * @param status as a shell has it: 128 and the signal's number if killed
     */
    record Exited(int status) implements Failure {}

    /** The instance ended before it took the event: it may be given to another one. */
    record NotDelivered() implements Outcome {}
}
