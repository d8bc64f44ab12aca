package dev.mooring.standins.states.language;

/**
 * What is wrong with a definition.
 *
 * @param code as AWS has it, for example {@code MISSING_TRANSITION_TARGET}
 * @param location a path through the definition, for example {@code /States/Order/Next}
 */
public record DefinitionProblem(String code, String message, String location) {
    static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    static final String TARGET = "MISSING_TRANSITION_TARGET";
    static final String JSON = "INVALID_JSON_DESCRIPTION";

    @Override
    public String toString() {
        return code + ": " + message + (location.isEmpty() ? "" : " at " + location);
    }
}
