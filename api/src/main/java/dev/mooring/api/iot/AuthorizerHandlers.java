package dev.mooring.api.iot;

import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.authorizer.TokenSignature;
import dev.mooring.store.AuthorizerRecord;
import dev.mooring.store.AuthorizerTable;
import dev.mooring.store.Page;
import dev.mooring.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.AuthorizerDescription;
import software.amazon.awssdk.services.iot.model.AuthorizerStatus;
import software.amazon.awssdk.services.iot.model.AuthorizerSummary;
import software.amazon.awssdk.services.iot.model.CreateAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.CreateAuthorizerResponse;
import software.amazon.awssdk.services.iot.model.DeleteAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.DeleteAuthorizerResponse;
import software.amazon.awssdk.services.iot.model.DescribeAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.DescribeAuthorizerResponse;
import software.amazon.awssdk.services.iot.model.ListAuthorizersRequest;
import software.amazon.awssdk.services.iot.model.ListAuthorizersResponse;
import software.amazon.awssdk.services.iot.model.UpdateAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.UpdateAuthorizerResponse;

/**
 * Custom authorizers.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/config-custom-auth.html">AWS: creating and managing
 *     custom authorizers</a>
 */
final class AuthorizerHandlers {
    /** AWS's quota for one account and region. */
    static final int MAX_AUTHORIZERS = 10;

    private static final int MAX_KEYS = 2;
    private static final int PAGE_SIZE = 250;

    private final Store store;
    private final PageTokens tokens;

    AuthorizerHandlers(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    CreateAuthorizerResponse create(CreateAuthorizerRequest request, CallContext context) {
        Tags tags = Tags.of(request.tags());
        AuthorizerRecord authorizer = new AuthorizerRecord(
                request.authorizerName(),
                request.authorizerFunctionArn(),
                Optional.ofNullable(request.tokenKeyName()),
                request.tokenSigningPublicKeys(),
                !Boolean.TRUE.equals(request.signingDisabled()),
                isActive(request.statusAsString()),
                Boolean.TRUE.equals(request.enableCachingForHttp()),
                context.now(),
                context.now());
        check(authorizer);
        String arn = arn(context, authorizer.name());
        return store.write(tables -> {
            AuthorizerTable authorizers = tables.authorizers(context.tenant());
            if (authorizers.find(authorizer.name()).isPresent()) {
                throw Refusal.alreadyExists(
                        "Authorizer already exists (name=" + authorizer.name() + ")", authorizer.name(), arn);
            }
            Page<AuthorizerRecord> present =
                    authorizers.list(Optional.empty(), Optional.empty(), true, MAX_AUTHORIZERS);
            if (present.items().size() >= MAX_AUTHORIZERS) {
                throw Refusal.limitExceeded(
                        "There are " + MAX_AUTHORIZERS + " authorizers already, the most there can be");
            }
            authorizers.put(authorizer);
            tables.tags(context.tenant()).put(arn, tags.values());
            return CreateAuthorizerResponse.builder()
                    .authorizerName(authorizer.name())
                    .authorizerArn(arn)
                    .build();
        });
    }

    DescribeAuthorizerResponse describe(DescribeAuthorizerRequest request, CallContext context) {
        AuthorizerRecord authorizer =
                store.read(tables -> find(tables.authorizers(context.tenant()), request.authorizerName()));
        return DescribeAuthorizerResponse.builder()
                .authorizerDescription(description(authorizer, context))
                .build();
    }

    /** What is not given stays. Whether tokens are signed cannot be changed. */
    UpdateAuthorizerResponse update(UpdateAuthorizerRequest request, CallContext context) {
        return store.write(tables -> {
            AuthorizerTable authorizers = tables.authorizers(context.tenant());
            AuthorizerRecord before = find(authorizers, request.authorizerName());
            AuthorizerRecord after = new AuthorizerRecord(
                    before.name(),
                    Optional.ofNullable(request.authorizerFunctionArn()).orElse(before.functionArn()),
                    Optional.ofNullable(request.tokenKeyName()).or(before::tokenKeyName),
                    request.hasTokenSigningPublicKeys() ? request.tokenSigningPublicKeys() : before.signingKeys(),
                    before.signing(),
                    request.status() == null ? before.active() : isActive(request.statusAsString()),
                    Optional.ofNullable(request.enableCachingForHttp()).orElse(before.cachingForHttp()),
                    before.createdAt(),
                    context.now());
            check(after);
            authorizers.put(after);
            return UpdateAuthorizerResponse.builder()
                    .authorizerName(after.name())
                    .authorizerArn(arn(context, after.name()))
                    .build();
        });
    }

    DeleteAuthorizerResponse delete(DeleteAuthorizerRequest request, CallContext context) {
        return store.write(tables -> {
            AuthorizerTable authorizers = tables.authorizers(context.tenant());
            AuthorizerRecord authorizer = find(authorizers, request.authorizerName());
            if (authorizer.active()) {
                throw Refusal.deleteConflict(
                        "The authorizer must be INACTIVE before it is deleted (name=" + authorizer.name() + ")");
            }
            authorizers.delete(authorizer.name());
            tables.tags(context.tenant()).removeAll(arn(context, authorizer.name()));
            return DeleteAuthorizerResponse.builder().build();
        });
    }

    ListAuthorizersResponse list(ListAuthorizersRequest request, CallContext context) {
        boolean ascending = Boolean.TRUE.equals(request.ascendingOrder());
        Paging paging = Paging.of(
                tokens,
                context,
                "ListAuthorizers",
                request.marker(),
                request.pageSize(),
                PAGE_SIZE,
                request.statusAsString(),
                ascending);
        Page<AuthorizerRecord> page = store.read(tables -> tables.authorizers(context.tenant())
                .list(
                        Optional.ofNullable(request.statusAsString()).map(AuthorizerHandlers::isActive),
                        paging.after(),
                        ascending,
                        paging.limit()));
        List<AuthorizerSummary> summaries = page.items().stream()
                .map(authorizer -> AuthorizerSummary.builder()
                        .authorizerName(authorizer.name())
                        .authorizerArn(arn(context, authorizer.name()))
                        .build())
                .toList();
        return ListAuthorizersResponse.builder()
                .authorizers(summaries)
                .nextMarker(paging.next(page))
                .build();
    }

    static AuthorizerRecord find(AuthorizerTable authorizers, String name) {
        return authorizers.find(name).orElseThrow(() -> Refusal.notFound("The authorizer " + name + " does not exist"));
    }

    static AuthorizerDescription description(AuthorizerRecord authorizer, CallContext context) {
        Map<String, String> keys = new HashMap<>(authorizer.signingKeys());
        return AuthorizerDescription.builder()
                .authorizerName(authorizer.name())
                .authorizerArn(arn(context, authorizer.name()))
                .authorizerFunctionArn(authorizer.functionArn())
                .tokenKeyName(authorizer.tokenKeyName().orElse(null))
                .tokenSigningPublicKeys(keys)
                .status(authorizer.active() ? AuthorizerStatus.ACTIVE : AuthorizerStatus.INACTIVE)
                .creationDate(authorizer.createdAt())
                .lastModifiedDate(authorizer.modifiedAt())
                .signingDisabled(!authorizer.signing())
                .enableCachingForHttp(authorizer.cachingForHttp())
                .build();
    }

    static String arn(CallContext context, String name) {
        return new Arns(context.tenant()).authorizer(name);
    }

    private static boolean isActive(@org.jspecify.annotations.Nullable String status) {
        return AuthorizerStatus.ACTIVE.toString().equals(status);
    }

    private static void check(AuthorizerRecord authorizer) {
        if (!authorizer.functionArn().startsWith("arn:aws:lambda:")) {
            throw Refusal.invalidRequest(
                    "authorizerFunctionArn must be the ARN of a function, not '" + authorizer.functionArn() + "'");
        }
        if (authorizer.signing() && authorizer.tokenKeyName().isEmpty()) {
            throw Refusal.invalidRequest("tokenKeyName is required unless signingDisabled is true");
        }
        if (authorizer.signing() && authorizer.signingKeys().isEmpty()) {
            throw Refusal.invalidRequest("tokenSigningPublicKeys is required unless signingDisabled is true");
        }
        if (authorizer.signingKeys().size() > MAX_KEYS) {
            throw Refusal.invalidRequest("An authorizer has " + MAX_KEYS + " token signing keys at most, not "
                    + authorizer.signingKeys().size());
        }
        authorizer.signingKeys().forEach((name, pem) -> {
            if (TokenSignature.publicKey(pem).isEmpty()) {
                throw Refusal.invalidRequest("Token signing key '" + name + "' is not an RSA public key of "
                        + TokenSignature.MIN_KEY_BITS + " bits or more in PEM form");
            }
        });
    }
}
