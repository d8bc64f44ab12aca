package dev.mooring.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What becomes of the asynchronous invocations of a function, version or alias.
 *
 * @param maximumRetryAttempts 0 to 2
 * @param maximumEventAgeSeconds 60 to 21,600
 * @param onSuccess ARN of a queue, topic or function
 * @param onFailure ARN of a queue, topic or function
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html">AWS:
 *     PutFunctionEventInvokeConfig</a>
 */
public record EventInvokeConfig(
        OptionalInt maximumRetryAttempts,
        OptionalInt maximumEventAgeSeconds,
        Optional<String> onSuccess,
        Optional<String> onFailure,
        Instant modifiedAt) {
    static final EventInvokeConfig DEFAULT = new EventInvokeConfig(
            OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);
    private static final int DEFAULT_RETRIES = 2;
    private static final int DEFAULT_AGE_SECONDS = 21_600;

    /** @throws LambdaException InvalidParameterValueException */
    public EventInvokeConfig {
        maximumRetryAttempts.ifPresent(value -> ConfigurationRules.range("maximumRetryAttempts", value, 0, 2));
        maximumEventAgeSeconds.ifPresent(
                value -> ConfigurationRules.range("maximumEventAgeInSeconds", value, 60, DEFAULT_AGE_SECONDS));
        onSuccess.ifPresent(arn -> ConfigurationRules.destination("OnSuccess", arn));
        onFailure.ifPresent(arn -> ConfigurationRules.destination("OnFailure", arn));
    }

    int retries() {
        return maximumRetryAttempts.orElse(DEFAULT_RETRIES);
    }

    Duration maximumAge() {
        return Duration.ofSeconds(maximumEventAgeSeconds.orElse(DEFAULT_AGE_SECONDS));
    }

    /** What is given here, else what was. */
    EventInvokeConfig over(EventInvokeConfig former) {
        return new EventInvokeConfig(
                maximumRetryAttempts.isPresent() ? maximumRetryAttempts : former.maximumRetryAttempts,
                maximumEventAgeSeconds.isPresent() ? maximumEventAgeSeconds : former.maximumEventAgeSeconds,
                onSuccess.or(() -> former.onSuccess),
                onFailure.or(() -> former.onFailure),
                modifiedAt);
    }
}
