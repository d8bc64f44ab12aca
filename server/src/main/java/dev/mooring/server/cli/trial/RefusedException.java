package dev.mooring.server.cli.trial;

import tools.jackson.databind.JsonNode;

/** The server refused a call. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final transient JsonNode answer;

    /** @param error the exception's name, for example {@code SqlParseException} */
    RefusedException(String error, JsonNode answer) {
        super(answer.path("message").asString(error));
        this.error = error;
        this.answer = answer;
    }

    public String error() {
        return error;
    }

    /** The body of the answer. */
    public JsonNode answer() {
        return answer;
    }
}
