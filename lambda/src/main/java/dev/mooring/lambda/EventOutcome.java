package dev.mooring.lambda;

import dev.mooring.core.Tenant;

/** What finally came of an asynchronous invocation. */
public sealed interface EventOutcome {
    Tenant tenant();

    String functionName();

    String requestId();

    /**
     * The function took it.
     *
     * @param attempts at least 1
     */
    record Done(Tenant tenant, String functionName, String requestId, int attempts) implements EventOutcome {}

    /**
     * The function failed at every attempt.
     *
     * @param error JSON of the last failure; not to be changed
     */
    record Failed(Tenant tenant, String functionName, String requestId, int attempts, byte[] error)
            implements EventOutcome {}

    /** It could not be given to the function: that is gone, or cannot run here. */
    record Dropped(Tenant tenant, String functionName, String requestId, String why) implements EventOutcome {}
}
