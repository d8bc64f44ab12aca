package dev.mooring.standins.states.language;

/** How an execution ended. */
public sealed interface Ending {
    /** As the API names it, for example {@code SUCCEEDED}. */
    String status();

    /** @param output JSON */
    record Succeeded(String output) implements Ending {
        @Override
        public String status() {
            return "SUCCEEDED";
        }
    }

    /**
     * @param status FAILED, TIMED_OUT or ABORTED
     * @param error may be empty
     * @param cause may be empty
     */
    record Failed(String status, String error, String cause) implements Ending {}
}
