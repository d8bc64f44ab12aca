package dev.mooring.standins.iotanalytics;

/** An activity could not be carried out on its messages; the message says why. */
final class ActivityException extends Exception {
    private static final long serialVersionUID = 1L;

    ActivityException(String message) {
        super(message);
    }
}
