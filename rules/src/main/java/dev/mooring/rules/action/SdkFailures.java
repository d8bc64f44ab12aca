package dev.mooring.rules.action;

import java.io.IOException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Which exceptions of an SDK client are worth another try: throttling, failures of the service, and of the way to it. */
final class SdkFailures {
    private static final int SERVER_ERROR = 500;
    /** What a server answers for an operation that it does not know: it will not know it a second later. */
    private static final int NOT_IMPLEMENTED = 501;

    private SdkFailures() {}

    static Delivery.Call sorted(Delivery.Call call) {
        return () -> {
            try {
                call.make();
            } catch (AbortedException stopping) {
                Thread.currentThread().interrupt();
                throw UndeliverableException.forGood("the server is stopping");
            } catch (SdkException failed) {
                throw isTransient(failed)
                        ? UndeliverableException.forNow(reason(failed))
                        : UndeliverableException.forGood(reason(failed));
            }
        };
    }

    static boolean isTransient(SdkException failed) {
        return switch (failed) {
            case SdkServiceException answer ->
                answer.isThrottlingException()
                        || (answer.statusCode() >= SERVER_ERROR && answer.statusCode() != NOT_IMPLEMENTED);
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> true;
            default -> causedByInputOutput(failed);
        };
    }

    private static boolean causedByInputOutput(Throwable failed) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** The SDK's message says service, status and request id of what was answered, and attempts that were always one. */
    private static String reason(SdkException failed) {
        return String.valueOf(failed.getMessage()).replace(" (SDK Attempt Count: 1)", "");
    }
}
