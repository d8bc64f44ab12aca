package dev.mooring.lambda;

import dev.mooring.lambda.process.FunctionRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that has been accepted for a function and not finished, as it is stored.
 *
 * @param qualifier the version or alias that was asked for
 * @param payload JSON
 * @param attempts times the function has failed on it
 */
record WaitingEvent(
        String functionName,
        Optional<String> qualifier,
        String requestId,
        String payload,
        Optional<String> clientContext,
        int attempts,
        Instant acceptedAt) {
    FunctionName name() {
        return new FunctionName(functionName, qualifier);
    }

    FunctionRuntime.Event event() {
        return new FunctionRuntime.Event(requestId, payload.getBytes(StandardCharsets.UTF_8), clientContext, qualifier);
    }

    WaitingEvent failedAgain() {
        return new WaitingEvent(functionName, qualifier, requestId, payload, clientContext, attempts + 1, acceptedAt);
    }
}
