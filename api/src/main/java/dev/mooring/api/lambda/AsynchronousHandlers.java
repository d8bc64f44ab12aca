package dev.mooring.api.lambda;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.EventInvokeConfig;
import dev.mooring.lambda.EventInvokeConfigs;
import dev.mooring.lambda.FunctionName;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsResponse;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionEventInvokeConfigResponse;

/** What becomes of the asynchronous invocations of a function. */
final class AsynchronousHandlers {
    private static final Set<String> DESTINATIONS = Set.of("OnSuccess", "OnFailure");

    private final EventInvokeConfigs configs;
    private final Listing listing;

    AsynchronousHandlers(EventInvokeConfigs configs, Listing listing) {
        this.configs = configs;
        this.listing = listing;
    }

    PutFunctionEventInvokeConfigResponse put(PutFunctionEventInvokeConfigRequest request, CallContext context) {
        FunctionName name = FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier());
        EventInvokeConfig config = config(
                request.maximumRetryAttempts(),
                request.maximumEventAgeInSeconds(),
                request.destinationConfig(),
                context);
        return into(
                        PutFunctionEventInvokeConfigResponse.builder(),
                        context.tenant(),
                        name,
                        configs.put(context.tenant(), name, config))
                .build();
    }

    UpdateFunctionEventInvokeConfigResponse update(
            UpdateFunctionEventInvokeConfigRequest request, CallContext context) {
        FunctionName name = FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier());
        EventInvokeConfig changes = config(
                request.maximumRetryAttempts(),
                request.maximumEventAgeInSeconds(),
                request.destinationConfig(),
                context);
        return into(
                        UpdateFunctionEventInvokeConfigResponse.builder(),
                        context.tenant(),
                        name,
                        configs.update(context.tenant(), name, changes))
                .build();
    }

    GetFunctionEventInvokeConfigResponse get(GetFunctionEventInvokeConfigRequest request, CallContext context) {
        FunctionName name = FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier());
        return into(
                        GetFunctionEventInvokeConfigResponse.builder(),
                        context.tenant(),
                        name,
                        configs.get(context.tenant(), name))
                .build();
    }

    DeleteFunctionEventInvokeConfigResponse delete(
            DeleteFunctionEventInvokeConfigRequest request, CallContext context) {
        configs.delete(
                context.tenant(), FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier()));
        return DeleteFunctionEventInvokeConfigResponse.builder().build();
    }

    ListFunctionEventInvokeConfigsResponse list(ListFunctionEventInvokeConfigsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        FunctionName name = FunctionName.parse(tenant, request.functionName());
        Listing.Part<FunctionEventInvokeConfig> part = listing.part(
                "lambda:ListFunctionEventInvokeConfigs|" + name.name(),
                tenant,
                configs.list(tenant, name).entrySet().stream()
                        .map(entry -> describe(
                                tenant, new FunctionName(name.name(), Optional.of(entry.getKey())), entry.getValue()))
                        .toList(),
                request.marker(),
                request.maxItems());
        return ListFunctionEventInvokeConfigsResponse.builder()
                .functionEventInvokeConfigs(part.items())
                .nextMarker(part.nextMarker())
                .build();
    }

    private static EventInvokeConfig config(
            @Nullable Integer retries,
            @Nullable Integer ageSeconds,
            @Nullable DestinationConfig destinations,
            CallContext context) {
        if (destinations != null) {
            Unsupported.refuseAllBut(DESTINATIONS, destinations);
        }
        return new EventInvokeConfig(
                retries == null ? OptionalInt.empty() : OptionalInt.of(retries),
                ageSeconds == null ? OptionalInt.empty() : OptionalInt.of(ageSeconds),
                Optional.ofNullable(destinations)
                        .map(DestinationConfig::onSuccess)
                        .map(target -> target.destination()),
                Optional.ofNullable(destinations)
                        .map(DestinationConfig::onFailure)
                        .map(target -> target.destination()),
                context.now());
    }

    private static FunctionEventInvokeConfig describe(Tenant tenant, FunctionName name, EventInvokeConfig config) {
        FunctionEventInvokeConfig.Builder builder = FunctionEventInvokeConfig.builder()
                .lastModified(config.modifiedAt())
                .functionArn(new Arns(tenant).function(name.name()) + ":"
                        + name.qualifier().orElse(FunctionName.LATEST))
                .destinationConfig(destinations -> {
                    destinations.onSuccess(success -> config.onSuccess().ifPresent(success::destination));
                    destinations.onFailure(failure -> config.onFailure().ifPresent(failure::destination));
                });
        config.maximumRetryAttempts().ifPresent(builder::maximumRetryAttempts);
        config.maximumEventAgeSeconds().ifPresent(builder::maximumEventAgeInSeconds);
        return builder.build();
    }

    private static <B extends SdkPojo> B into(B builder, Tenant tenant, FunctionName name, EventInvokeConfig config) {
        return Configurations.into(builder, describe(tenant, name, config));
    }
}
