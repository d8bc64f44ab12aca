package dev.mooring.standins.cloudwatch.math;

/** An expression that is wrong, or that uses what is not built here; the message says which. */
public final class MathException extends Exception {
    private static final long serialVersionUID = 1L;

    public MathException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
