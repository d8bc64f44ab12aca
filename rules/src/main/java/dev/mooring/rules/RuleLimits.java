package dev.mooring.rules;

/**
 * What the engine holds and does at once. Each rule and each action that waits for a target has a queue of its own, so
 * none delays another; what does not fit is counted, logged and, for an action, reported to the error action.
 *
 * @param queuedMessages waiting for one rule
 * @param queuedBytes of payload waiting for one rule, or for one action
 * @param queuedResults waiting for one action
 * @param parallelActions runs of one action at the same time
 * @param parallelEvaluations of one rule whose SQL calls other services; other rules evaluate in order, one by one
 * @param keptMessages that one rule is not through with and that survive the process; the publishers of more wait. 0
 *     when none survives it
 * @param keptBytes of payload in these
 */
public record RuleLimits(
        int queuedMessages,
        long queuedBytes,
        int queuedResults,
        int parallelActions,
        int parallelEvaluations,
        int keptMessages,
        long keptBytes) {
    public static final RuleLimits DEFAULT =
            new RuleLimits(10_000, 16L * 1024 * 1024, 1_000, 8, 16, 10_000, 16L * 1024 * 1024);

    /** The same, with actions that end with the process. */
    public RuleLimits keepingNothing() {
        return new RuleLimits(queuedMessages, queuedBytes, queuedResults, parallelActions, parallelEvaluations, 0, 0);
    }
}
