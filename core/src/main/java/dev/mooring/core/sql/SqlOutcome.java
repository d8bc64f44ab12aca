package dev.mooring.core.sql;

import java.util.List;

/** What a statement made of a message. */
public sealed interface SqlOutcome {
    /**
     * The WHERE condition was not true: it was false, Undefined or not a Boolean.
     *
     * @param parseError the statement wanted to read the payload as JSON and it is none
     */
    record NoMatch(boolean parseError) implements SqlOutcome {}

    /**
     * The result that goes to the rule's actions.
     *
     * @param payload the result; for {@code SELECT *} the message's own bytes: must not be changed
     * @param json false for {@code SELECT *} on a payload that is not JSON, and for an empty result
     * @param parseError the statement wanted to read the payload as JSON and it is none; what it asked for is Undefined
     * @param notes why external functions gave Undefined; sentences for the log
     */
    record Output(byte[] payload, boolean json, boolean parseError, List<String> notes) implements SqlOutcome {
        public Output {
            notes = List.copyOf(notes);
        }
    }

    /**
     * No result and no action: a limit was passed, or the statement cannot work on this payload.
     *
     * @param reason one sentence for the log
     */
    record Failed(String reason) implements SqlOutcome {}
}
