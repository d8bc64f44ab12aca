package dev.mooring.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of an invocation.
 *
 * @param payload the function's response, or the error as JSON with errorType and errorMessage; not to be changed
 * @param functionError {@code Unhandled} when the function failed: X-Amz-Function-Error
 * @param logTail the last 4 KB of what it printed: X-Amz-Log-Result before base64
 * @param executedVersion X-Amz-Executed-Version
 */
public record InvocationResult(
        String requestId,
        byte[] payload,
        Optional<String> functionError,
        byte[] logTail,
        String executedVersion,
        Duration duration) {
    public boolean isError() {
        return functionError.isPresent();
    }
}
