package dev.mooring.lambda.runtimeapi;

import java.time.Instant;
import java.util.Optional;

/**
 * What a function is given.
 *
 * @param payload JSON
 * @param deadline when it will be killed
 * @param clientContext JSON from mobile SDKs
 */
public record Invocation(
        String requestId,
        String invokedFunctionArn,
        byte[] payload,
        Instant deadline,
        Optional<String> clientContext) {}
