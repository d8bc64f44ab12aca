package dev.mooring.lambda.process;

import dev.mooring.lambda.runtimeapi.RuntimeApiServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A function's failure as Invoke returns it and as its log tells it, in AWS's words.
 *
 * @param payload JSON with errorType and errorMessage
 * @param status for the REPORT line
 * @param logText follows time and request id in the log; what the function reported itself, its bootstrap has logged
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html">AWS: invocation errors</a>
 */
record InvocationError(String requestId, byte[] payload, String status, Optional<String> logText) {

    static InvocationError of(Outcome.Failure failure, String requestId) {
        return switch (failure) {
            case Outcome.Failed failed -> reported(requestId, failed.error());
            case Outcome.TimedOut timedOut -> timedOut(requestId, timedOut.timeout());
            case Outcome.Exited exited -> exited(requestId, exited.status());
            case Outcome.TooLarge tooLarge ->
                platform(
                        requestId,
                        "Function.ResponseSizeTooLarge",
                        "Response payload size exceeded maximum allowed payload size ("
                                + RuntimeApiServer.MAX_RESPONSE_BYTES + " bytes).",
                        Optional.of("LAMBDA_RUNTIME Failed to post handler success response: " + tooLarge.bytes()
                                + " bytes. Http response code: 413."));
        };
    }

    /** Empty when the start succeeded. */
    static Optional<InvocationError> of(InitOutcome init, String requestId, Duration limit) {
        return switch (init) {
            case InitOutcome.Ready ready -> Optional.empty();
            case InitOutcome.Failed failed -> Optional.of(reported(requestId, failed.error()));
            case InitOutcome.TimedOut timedOut -> Optional.of(timedOut(requestId, limit));
            case InitOutcome.Exited exited -> Optional.of(exited(requestId, exited.status()));
        };
    }

    Optional<String> logLine(Instant now) {
        return logText.map(text -> now.truncatedTo(ChronoUnit.MILLIS) + " " + requestId + " " + text);
    }

    private static InvocationError reported(String requestId, byte[] error) {
        return new InvocationError(requestId, error, "", Optional.empty());
    }

    private static InvocationError timedOut(String requestId, Duration timeout) {
        String text = String.format(Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1000.0);
        InvocationError error = platform(
                requestId, "Sandbox.Timedout", "RequestId: " + requestId + " Error: " + text, Optional.of(text));
        return new InvocationError(requestId, error.payload, "Status: timeout", error.logText);
    }

    private static InvocationError exited(String requestId, int status) {
        String text =
                switch (status) {
                    case 0 -> "Runtime exited without providing a reason";
                    case 128 + 6 -> "Runtime exited with error: signal: aborted";
                    case 128 + 9 -> "Runtime exited with error: signal: killed";
                    case 128 + 11 -> "Runtime exited with error: signal: segmentation fault";
                    case 128 + 15 -> "Runtime exited with error: signal: terminated";
                    default -> "Runtime exited with error: exit status " + status;
                };
        return platform(
                requestId,
                "Runtime.ExitError",
                "RequestId: " + requestId + " Error: " + text,
                Optional.of("RequestId: " + requestId + " Error: " + text));
    }

    /** None of the texts needs escaping. */
    private static InvocationError platform(String requestId, String type, String message, Optional<String> logText) {
        String json = "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}";
        return new InvocationError(
                requestId, json.getBytes(StandardCharsets.UTF_8), "Status: error\tError Type: " + type, logText);
    }
}
