package dev.mooring.api.lambda;

import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.core.Tenant;
import dev.mooring.lambda.FunctionConcurrency;
import dev.mooring.lambda.FunctionConfiguration;
import dev.mooring.lambda.FunctionDescription;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.FunctionVersions;
import dev.mooring.lambda.Functions;
import dev.mooring.lambda.LambdaException;
import dev.mooring.store.Page;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionCodeLocation;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationResponse;

/** Functions: their code and configuration. */
final class FunctionHandlers {
    private static final int PAGE_SIZE = 50;
    private static final Set<String> CREATE_MEMBERS = Set.of(
            "FunctionName",
            "Runtime",
            "Role",
            "Handler",
            "Code",
            "Description",
            "Timeout",
            "MemorySize",
            "Environment",
            "Tags",
            "Architectures",
            "EphemeralStorage",
            "DeadLetterConfig",
            "Publish");
    private static final Set<String> UPDATE_MEMBERS = Set.of(
            "FunctionName",
            "Runtime",
            "Role",
            "Handler",
            "Description",
            "Timeout",
            "MemorySize",
            "Environment",
            "EphemeralStorage",
            "DeadLetterConfig",
            "RevisionId");
    private static final Set<String> CODE_MEMBERS =
            Set.of("FunctionName", "ZipFile", "DryRun", "RevisionId", "Architectures", "Publish");

    private final Functions functions;
    private final FunctionVersions versions;
    private final FunctionConcurrency concurrency;
    private final PageTokens tokens;
    private final CodeLinks codes;

    FunctionHandlers(
            Functions functions,
            FunctionVersions versions,
            FunctionConcurrency concurrency,
            PageTokens tokens,
            CodeLinks codes) {
        this.functions = functions;
        this.versions = versions;
        this.concurrency = concurrency;
        this.tokens = tokens;
        this.codes = codes;
    }

    CreateFunctionResponse create(CreateFunctionRequest request, CallContext context) {
        Unsupported.refuseAllBut(CREATE_MEMBERS, request);
        Unsupported.refuseAllBut(Set.of("ZipFile"), request.code());
        if (request.runtimeAsString() == null || request.handler() == null) {
            throw LambdaException.invalidParameter(
                    "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }
        FunctionConfiguration configuration = Configurations.merge(
                FunctionConfiguration.of(request.runtimeAsString(), request.role(), request.handler()),
                null,
                null,
                null,
                request.description(),
                request.timeout(),
                request.memorySize(),
                request.environment(),
                request.hasArchitectures() ? request.architecturesAsStrings() : null,
                request.ephemeralStorage(),
                request.deadLetterConfig());
        FunctionDescription function = functions.create(
                context.tenant(),
                FunctionName.parse(context.tenant(), request.functionName()).name(),
                configuration,
                zip(request.code().zipFile()),
                request.hasTags() ? request.tags() : Map.of());
        return Configurations.into(CreateFunctionResponse.builder(), publishedIf(request.publish(), function, context))
                .build();
    }

    GetFunctionResponse get(GetFunctionRequest request, CallContext context) {
        FunctionName name = name(context.tenant(), request.functionName(), request.qualifier());
        FunctionDescription function = functions.get(context.tenant(), name);
        Map<String, String> tags = functions.tags(context.tenant(), function.name());
        GetFunctionResponse.Builder response = GetFunctionResponse.builder()
                .configuration(Configurations.of(function, name.qualifier()))
                .code(FunctionCodeLocation.builder()
                        .repositoryType("S3")
                        .location(codes.to(
                                new CodeLinks.Code(
                                        context.tenant(),
                                        name.qualifier()
                                                .map(qualifier -> function.name() + ":" + qualifier)
                                                .orElse(function.name())),
                                context.now()))
                        .build());
        concurrency
                .get(context.tenant(), new FunctionName(function.name(), Optional.empty()))
                .ifPresent(reserved -> response.concurrency(limit -> limit.reservedConcurrentExecutions(reserved)));
        return (tags.isEmpty() ? response : response.tags(tags)).build();
    }

    GetFunctionConfigurationResponse getConfiguration(GetFunctionConfigurationRequest request, CallContext context) {
        FunctionName name = name(context.tenant(), request.functionName(), request.qualifier());
        FunctionDescription function = functions.get(context.tenant(), name);
        return Configurations.into(
                        GetFunctionConfigurationResponse.builder(), Configurations.of(function, name.qualifier()))
                .build();
    }

    ListFunctionsResponse list(ListFunctionsRequest request, CallContext context) {
        Unsupported.refuseAllBut(Set.of("FunctionVersion", "Marker", "MaxItems"), request);
        boolean allVersions = "ALL".equals(request.functionVersionAsString());
        String query = "lambda:ListFunctions|" + context.tenant().account() + "|"
                + context.tenant().region() + "|" + allVersions;
        Optional<String> after = Optional.ofNullable(request.marker()).map(marker -> tokens.position(query, marker)
                .orElseThrow(() -> LambdaException.invalidParameter("Invalid Marker.")));
        int limit = request.maxItems() == null ? PAGE_SIZE : Math.min(request.maxItems(), PAGE_SIZE);
        Page<FunctionDescription> page = functions.list(context.tenant(), after, limit, allVersions);
        return ListFunctionsResponse.builder()
                .functions(page.items().stream()
                        .map(function -> Configurations.of(
                                function, allVersions ? Optional.of(function.version()) : Optional.empty()))
                        .toList())
                .nextMarker(page.next()
                        .map(position -> tokens.issue(query, position))
                        .orElse(null))
                .build();
    }

    UpdateFunctionCodeResponse updateCode(UpdateFunctionCodeRequest request, CallContext context) {
        Unsupported.refuseAllBut(CODE_MEMBERS, request);
        FunctionDescription function = functions.updateCode(
                context.tenant(),
                FunctionName.parse(context.tenant(), request.functionName()),
                zip(request.zipFile()),
                request.hasArchitectures() ? Optional.of(request.architecturesAsStrings()) : Optional.empty(),
                Optional.ofNullable(request.revisionId()),
                Boolean.TRUE.equals(request.dryRun()));
        boolean publishes = Boolean.TRUE.equals(request.publish()) && !Boolean.TRUE.equals(request.dryRun());
        return Configurations.into(UpdateFunctionCodeResponse.builder(), publishedIf(publishes, function, context))
                .build();
    }

    UpdateFunctionConfigurationResponse updateConfiguration(
            UpdateFunctionConfigurationRequest request, CallContext context) {
        Unsupported.refuseAllBut(UPDATE_MEMBERS, request);
        FunctionDescription function = functions.updateConfiguration(
                context.tenant(),
                FunctionName.parse(context.tenant(), request.functionName()),
                Optional.ofNullable(request.revisionId()),
                present -> Configurations.merge(
                        present,
                        request.runtimeAsString(),
                        request.role(),
                        request.handler(),
                        request.description(),
                        request.timeout(),
                        request.memorySize(),
                        request.environment(),
                        null,
                        request.ephemeralStorage(),
                        request.deadLetterConfig()));
        return Configurations.into(
                        UpdateFunctionConfigurationResponse.builder(), Configurations.of(function, Optional.empty()))
                .build();
    }

    DeleteFunctionResponse delete(DeleteFunctionRequest request, CallContext context) {
        FunctionName name = name(context.tenant(), request.functionName(), request.qualifier());
        if (name.qualifier().filter(FunctionName.LATEST::equals).isPresent()) {
            throw LambdaException.invalidParameter("$LATEST version cannot be deleted without deleting the function.");
        }
        functions.delete(context.tenant(), name);
        return DeleteFunctionResponse.builder().build();
    }

    /** As AWS answers: the version when one is published, else the function. */
    private software.amazon.awssdk.services.lambda.model.FunctionConfiguration publishedIf(
            @Nullable Boolean publish, FunctionDescription function, CallContext context) {
        if (!Boolean.TRUE.equals(publish)) {
            return Configurations.of(function, Optional.empty());
        }
        FunctionDescription version = versions.publish(
                context.tenant(),
                new FunctionName(function.name(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Configurations.of(version, Optional.of(version.version()));
    }

    static FunctionName name(Tenant tenant, String name, @Nullable String qualifier) {
        return FunctionName.parse(tenant, name, Optional.ofNullable(qualifier));
    }

    private static byte[] zip(@Nullable SdkBytes zip) {
        if (zip == null || zip.asByteArrayUnsafe().length == 0) {
            throw LambdaException.invalidParameter("Please provide a source for function code.");
        }
        return zip.asByteArrayUnsafe();
    }
}
