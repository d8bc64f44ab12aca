package dev.mooring.api.lambda;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.FunctionAlias;
import dev.mooring.lambda.FunctionAliases;
import dev.mooring.lambda.FunctionDescription;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.FunctionVersions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;

/** Published versions of functions, and the aliases that point at them. */
final class VersionHandlers {
    private static final Set<String> PUBLISH_MEMBERS =
            Set.of("FunctionName", "CodeSha256", "Description", "RevisionId");

    private final FunctionVersions versions;
    private final FunctionAliases aliases;
    private final Listing listing;

    VersionHandlers(FunctionVersions versions, FunctionAliases aliases, Listing listing) {
        this.versions = versions;
        this.aliases = aliases;
        this.listing = listing;
    }

    PublishVersionResponse publish(PublishVersionRequest request, CallContext context) {
        Unsupported.refuseAllBut(PUBLISH_MEMBERS, request);
        FunctionDescription version = versions.publish(
                context.tenant(),
                FunctionName.parse(context.tenant(), request.functionName()),
                Optional.ofNullable(request.codeSha256()),
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.revisionId()));
        return Configurations.into(
                        PublishVersionResponse.builder(), Configurations.of(version, Optional.of(version.version())))
                .build();
    }

    ListVersionsByFunctionResponse list(ListVersionsByFunctionRequest request, CallContext context) {
        FunctionName name = FunctionName.parse(context.tenant(), request.functionName());
        Listing.Part<FunctionConfiguration> part = listing.part(
                "lambda:ListVersionsByFunction|" + name.name(),
                context.tenant(),
                versions.list(context.tenant(), name).stream()
                        .map(version -> Configurations.of(version, Optional.of(version.version())))
                        .toList(),
                request.marker(),
                request.maxItems());
        return ListVersionsByFunctionResponse.builder()
                .versions(part.items())
                .nextMarker(part.nextMarker())
                .build();
    }

    CreateAliasResponse createAlias(CreateAliasRequest request, CallContext context) {
        FunctionAlias alias = aliases.create(
                context.tenant(),
                FunctionName.parse(context.tenant(), request.functionName()),
                request.name(),
                change(request.functionVersion(), request.description(), request.routingConfig()));
        return into(CreateAliasResponse.builder(), context.tenant(), alias).build();
    }

    UpdateAliasResponse updateAlias(UpdateAliasRequest request, CallContext context) {
        FunctionAlias alias = aliases.update(
                context.tenant(),
                FunctionName.parse(context.tenant(), request.functionName()),
                request.name(),
                change(request.functionVersion(), request.description(), request.routingConfig()),
                Optional.ofNullable(request.revisionId()));
        return into(UpdateAliasResponse.builder(), context.tenant(), alias).build();
    }

    GetAliasResponse getAlias(GetAliasRequest request, CallContext context) {
        FunctionAlias alias = aliases.get(
                context.tenant(), FunctionName.parse(context.tenant(), request.functionName()), request.name());
        return into(GetAliasResponse.builder(), context.tenant(), alias).build();
    }

    DeleteAliasResponse deleteAlias(DeleteAliasRequest request, CallContext context) {
        aliases.delete(context.tenant(), FunctionName.parse(context.tenant(), request.functionName()), request.name());
        return DeleteAliasResponse.builder().build();
    }

    ListAliasesResponse listAliases(ListAliasesRequest request, CallContext context) {
        FunctionName name = FunctionName.parse(context.tenant(), request.functionName());
        Optional<String> version = Optional.ofNullable(request.functionVersion());
        Listing.Part<AliasConfiguration> part = listing.part(
                "lambda:ListAliases|" + name.name() + "|" + version.orElse(""),
                context.tenant(),
                aliases.list(context.tenant(), name).stream()
                        .filter(alias -> version.isEmpty()
                                || alias.version().equals(version.get())
                                || alias.additionalWeights().containsKey(version.get()))
                        .map(alias -> describe(context.tenant(), alias))
                        .toList(),
                request.marker(),
                request.maxItems());
        return ListAliasesResponse.builder()
                .aliases(part.items())
                .nextMarker(part.nextMarker())
                .build();
    }

    private static FunctionAliases.Change change(
            @Nullable String version, @Nullable String description, @Nullable AliasRoutingConfiguration routing) {
        return new FunctionAliases.Change(
                Optional.ofNullable(version),
                Optional.ofNullable(description),
                Optional.ofNullable(routing)
                        .map(config -> config.hasAdditionalVersionWeights()
                                ? Map.copyOf(config.additionalVersionWeights())
                                : Map.of()));
    }

    private static AliasConfiguration describe(Tenant tenant, FunctionAlias alias) {
        AliasConfiguration.Builder builder = AliasConfiguration.builder()
                .aliasArn(new Arns(tenant).function(alias.functionName()) + ":" + alias.name())
                .name(alias.name())
                .functionVersion(alias.version())
                .description(alias.description())
                .revisionId(alias.revisionId());
        return alias.additionalWeights().isEmpty()
                ? builder.build()
                : builder.routingConfig(routing -> routing.additionalVersionWeights(alias.additionalWeights()))
                        .build();
    }

    private static <B extends SdkPojo> B into(B builder, Tenant tenant, FunctionAlias alias) {
        return Configurations.into(builder, describe(tenant, alias));
    }
}
