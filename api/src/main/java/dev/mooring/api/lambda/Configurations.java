package dev.mooring.api.lambda;

import dev.mooring.api.sdk.SdkPojos;
import dev.mooring.lambda.FunctionConfiguration;
import dev.mooring.lambda.FunctionDescription;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.DeadLetterConfig;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.EphemeralStorage;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.TracingMode;

/** Functions as AWS prints them. Four responses have the members of FunctionConfiguration, each in a class of its own. */
final class Configurations {
    /** For example {@code 2026-01-02T03:04:05.000+0000}. */
    private static final DateTimeFormatter LAST_MODIFIED = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");

    private Configurations() {}

    /** @param qualifier appended to the ARN when the request named one */
    static software.amazon.awssdk.services.lambda.model.FunctionConfiguration of(
            FunctionDescription function, Optional<String> qualifier) {
        FunctionConfiguration configuration = function.configuration();
        return software.amazon.awssdk.services.lambda.model.FunctionConfiguration.builder()
                .functionName(function.name())
                .functionArn(function.arn() + qualifier.map(q -> ":" + q).orElse(""))
                .runtime(configuration.runtime())
                .role(configuration.role())
                .handler(configuration.handler())
                .codeSize(function.codeSize())
                .description(configuration.description())
                .timeout(configuration.timeoutSeconds())
                .memorySize(configuration.memorySizeMb())
                .lastModified(LAST_MODIFIED.format(function.modifiedAt().atOffset(ZoneOffset.UTC)))
                .codeSha256(function.codeSha256())
                .version(function.version())
                .environment(environment(configuration.environment()))
                .tracingConfig(tracing -> tracing.mode(TracingMode.PASS_THROUGH))
                .revisionId(function.revisionId())
                .state(State.ACTIVE)
                .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL)
                .packageType(PackageType.ZIP)
                .architecturesWithStrings(configuration.architectures())
                .ephemeralStorage(EphemeralStorage.builder()
                        .size(configuration.ephemeralStorageMb())
                        .build())
                .snapStart(snapStart ->
                        snapStart.applyOn(SnapStartApplyOn.NONE).optimizationStatus(SnapStartOptimizationStatus.OFF))
                .deadLetterConfig(configuration
                        .deadLetterTarget()
                        .map(arn -> DeadLetterConfig.builder().targetArn(arn).build())
                        .orElse(null))
                .loggingConfig(logging -> logging.logFormat(LogFormat.TEXT).logGroup("/aws/lambda/" + function.name()))
                .build();
    }

    /** The same in another response class. */
    static <B extends SdkPojo> B into(B builder, SdkPojo configuration) {
        SdkPojos.fill(builder, SdkPojos.read(configuration));
        return builder;
    }

    /** What a request gives, else what there is. Every argument may be null: absent. */
    static FunctionConfiguration merge(
            FunctionConfiguration present,
            @Nullable String runtime,
            @Nullable String role,
            @Nullable String handler,
            @Nullable String description,
            @Nullable Integer timeoutSeconds,
            @Nullable Integer memorySizeMb,
            @Nullable Environment environment,
            @Nullable List<String> architectures,
            @Nullable EphemeralStorage ephemeralStorage,
            @Nullable DeadLetterConfig deadLetter) {
        return new FunctionConfiguration(
                or(runtime, present.runtime()),
                or(role, present.role()),
                or(handler, present.handler()),
                or(description, present.description()),
                or(timeoutSeconds, present.timeoutSeconds()),
                or(memorySizeMb, present.memorySizeMb()),
                environment == null ? present.environment() : environment.variables(),
                or(architectures, present.architectures()),
                ephemeralStorage == null ? present.ephemeralStorageMb() : ephemeralStorage.size(),
                deadLetter == null
                        ? present.deadLetterTarget()
                        // As at AWS an empty ARN takes it away.
                        : Optional.ofNullable(deadLetter.targetArn()).filter(arn -> !arn.isEmpty()));
    }

    private static <T> T or(@Nullable T given, T present) {
        return given == null ? present : given;
    }

    /** AWS leaves it out when there is none. */
    private static @Nullable EnvironmentResponse environment(Map<String, String> variables) {
        return variables.isEmpty()
                ? null
                : EnvironmentResponse.builder().variables(variables).build();
    }
}
