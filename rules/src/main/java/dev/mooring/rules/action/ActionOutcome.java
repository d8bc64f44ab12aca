package dev.mooring.rules.action;

/** What became of one try of an action. */
public sealed interface ActionOutcome {
    /** The target, templates filled in as far as possible: a function ARN, a topic. */
    String resource();

    record Success(String resource) implements ActionOutcome {}

    /**
     * @param also what else says where it was to go, for example {@code Key: "a/b"}; may be empty
     * @param message one sentence for the error action and the log
     * @param retryable another try may succeed
     */
    record Failure(String resource, String also, String message, boolean retryable) implements ActionOutcome {
        public Failure(String resource, String message, boolean retryable) {
            this(resource, "", message, retryable);
        }
    }
}
