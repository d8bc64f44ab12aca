package dev.mooring.lambda;

import dev.mooring.lambda.process.LambdaRuntime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user sets on a function, valid as AWS has it.
 *
 * @param role ARN of the execution role; kept, not assumed
 * @param timeoutSeconds 1 to 900
 * @param memorySizeMb 128 to 10,240; becomes V8's heap limit
 * @param environment the function's own variables, at most 4 KB
 * @param architectures kept; code runs on this machine's
 * @param ephemeralStorageMb kept; /tmp is this machine's
 * @param deadLetterTarget ARN of the queue or topic for events that the function failed on
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">AWS: CreateFunction</a>
 */
public record FunctionConfiguration(
        String runtime,
        String role,
        String handler,
        String description,
        int timeoutSeconds,
        int memorySizeMb,
        Map<String, String> environment,
        List<String> architectures,
        int ephemeralStorageMb,
        Optional<String> deadLetterTarget) {
    public static final int DEFAULT_TIMEOUT_SECONDS = 3;
    public static final int DEFAULT_MEMORY_MB = 128;
    public static final int DEFAULT_EPHEMERAL_STORAGE_MB = 512;

    /** @throws LambdaException InvalidParameterValueException, in AWS's words */
    public FunctionConfiguration {
        environment = Map.copyOf(environment);
        architectures = List.copyOf(architectures);
        // Functions stored before there were dead-letter queues have no such member.
        deadLetterTarget = Objects.requireNonNullElse(deadLetterTarget, Optional.empty());
        deadLetterTarget.ifPresent(ConfigurationRules::deadLetterTarget);
        ConfigurationRules.check(
                runtime, role, handler, description, timeoutSeconds, memorySizeMb, environment, architectures);
        ConfigurationRules.range("ephemeralStorage.size", ephemeralStorageMb, 512, 10_240);
    }

    /** With AWS's defaults for everything else. */
    public static FunctionConfiguration of(String runtime, String role, String handler) {
        return new FunctionConfiguration(
                runtime,
                role,
                handler,
                "",
                DEFAULT_TIMEOUT_SECONDS,
                DEFAULT_MEMORY_MB,
                Map.of(),
                List.of("x86_64"),
                DEFAULT_EPHEMERAL_STORAGE_MB,
                Optional.empty());
    }

    public FunctionConfiguration withEnvironment(Map<String, String> variables) {
        return new FunctionConfiguration(
                runtime,
                role,
                handler,
                description,
                timeoutSeconds,
                memorySizeMb,
                variables,
                architectures,
                ephemeralStorageMb,
                deadLetterTarget);
    }

    public FunctionConfiguration withTimeoutSeconds(int seconds) {
        return new FunctionConfiguration(
                runtime,
                role,
                handler,
                description,
                seconds,
                memorySizeMb,
                environment,
                architectures,
                ephemeralStorageMb,
                deadLetterTarget);
    }

    public FunctionConfiguration withArchitectures(List<String> value) {
        return new FunctionConfiguration(
                runtime,
                role,
                handler,
                description,
                timeoutSeconds,
                memorySizeMb,
                environment,
                value,
                ephemeralStorageMb,
                deadLetterTarget);
    }

    public FunctionConfiguration withDescription(String value) {
        return new FunctionConfiguration(
                runtime,
                role,
                handler,
                value,
                timeoutSeconds,
                memorySizeMb,
                environment,
                architectures,
                ephemeralStorageMb,
                deadLetterTarget);
    }

    public FunctionConfiguration withDeadLetterTarget(Optional<String> arn) {
        return new FunctionConfiguration(
                runtime,
                role,
                handler,
                description,
                timeoutSeconds,
                memorySizeMb,
                environment,
                architectures,
                ephemeralStorageMb,
                arn);
    }

    LambdaRuntime lambdaRuntime() {
        return LambdaRuntime.of(runtime).orElseThrow();
    }
}
