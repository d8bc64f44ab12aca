package dev.mooring.standins.states.language;

/** A state failed: an error as retriers and catchers know it. */
public final class StatesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;

    /**
     * @param error its name, for example {@code States.ParameterPathFailure}
     * @param cause for the person who reads it
     */
    public StatesException(String error, String cause) {
        // A result of the machine's own run, not a fault of ours: no stack trace.
        super(cause, null, false, false);
        this.error = error;
    }

    static StatesException runtime(String cause) {
        return new StatesException("States.Runtime", cause);
    }

    static StatesException intrinsic(String cause) {
        return new StatesException("States.IntrinsicFailure", cause);
    }

    public String error() {
        return error;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
