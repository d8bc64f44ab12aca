package dev.mooring.api;

import java.util.Map;

/**
 * A refusal that the caller of an API sees. The HTTP status comes from the service model's exception of that name, else
 * from the AWS errors common to all services.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final Map<String, String> members;

    /**
     * @param error the exception's name as AWS has it, for example {@code ResourceNotFoundException}
     * @param message for the person who reads it
     * @param members further members of the exception, for example {@code resourceId}
     */
    public ApiException(String error, String message, Map<String, String> members) {
        // A refusal is an answer, not a fault of ours: no stack trace.
        super(message, null, false, false);
        this.error = error;
        this.members = Map.copyOf(members);
    }

    public ApiException(String error, String message) {
        this(error, message, Map.of());
    }

    public String error() {
        return error;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public Map<String, String> members() {
        return members;
    }
}
