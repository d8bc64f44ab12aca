package dev.mooring.lambda.process;

/** How the start of an instance ended. */
sealed interface InitOutcome {
    /** It asked for work. */
    record Ready() implements InitOutcome {}

    /**
     * It could not load the function.
     *
     * @param error JSON with errorType, errorMessage and trace
     */
    record Failed(byte[] error) implements InitOutcome {}

    record TimedOut() implements InitOutcome {}

    record Exited(int status) implements InitOutcome {}
}
