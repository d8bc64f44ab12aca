package dev.mooring.server.security;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.iot.AuthorizerInvoker;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.broker.Authority;
import dev.mooring.broker.Peer.Identification;
import dev.mooring.broker.Standing;
import dev.mooring.broker.packet.Connect;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.authorizer.AuthorizerResponse;
import dev.mooring.core.authorizer.ClientCredentials;
import dev.mooring.core.policy.CompiledPolicy;
import dev.mooring.core.policy.PolicySet;
import dev.mooring.core.reason.Reason;
import dev.mooring.store.AuthorizerRecord;
import dev.mooring.store.AuthorizerTable;
import dev.mooring.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Clients that a custom authorizer lets in: the one they name, else the account's default.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/custom-authorizer.html">AWS: the custom
 *     authentication workflow</a>
 */
public final class CustomAuthorizers {
    private final Store store;
    private final AuthorizerInvoker invoker;
    private final Tenant tenant;
    private final InstantSource clock;
    private final HttpAuthorizations remembered = new HttpAuthorizations();

    /** @param tenant whose authorizers are asked: a client that is not known yet cannot say */
    public CustomAuthorizers(Store store, AuthorizerInvoker invoker, Tenant tenant, InstantSource clock) {
        this.store = store;
        this.invoker = invoker;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** What an authorizer says of a client. */
    sealed interface Judged {
        record LetIn(
                Tenant tenant,
                String authorizer,
                String authorizerArn,
                AuthorizerResponse.Authenticated response,
                PolicySet policies)
                implements Judged {}

        record Refused(Reason reason) implements Judged {}
    }

    /** Whether there is any authorizer that could let somebody in. */
    boolean hasActive() {
        return store.read(tables -> tables.authorizers(tenant).hasActive());
    }

    /** An HTTP request without signature and certificate; empty when it names no authorizer and none is the default. */
    Optional<Judged> identify(HttpRequest request, String requestId) {
        if (RequestAuthenticator.isSigned(request)) {
            return Optional.empty();
        }
        ClientCredentials client = ClientCredentials.ofTls(Optional.empty()).with(http(request));
        boolean named = client.parameter(ClientCredentials.AUTHORIZER_NAME).isPresent();
        boolean hasDefault = store.read(tables -> tables.authorizers(tenant).defaultAuthorizer())
                .isPresent();
        return named || hasDefault
                ? Optional.of(judge(client, authorizer -> askOnce(request, authorizer, client)))
                : Optional.empty();
    }

    private Judged askOnce(HttpRequest request, AuthorizerRecord authorizer, ClientCredentials client) {
        Optional<Judged.LetIn> known = remembered.find(request, authorizer, clock.instant());
        if (known.isPresent()) {
            return known.get();
        }
        Judged judged = ask(authorizer, client);
        if (judged instanceof Judged.LetIn letIn) {
            remembered.remember(request, authorizer, letIn, clock.instant());
        }
        return judged;
    }

    /** A CONNECT; {@code client} is what was known before it. */
    Identification identify(ClientCredentials client, Connect connect, String clientId) {
        ClientCredentials whole =
                client.with(new ClientCredentials.Mqtt(connect.username(), connect.password(), clientId));
        return switch (judge(whole)) {
            case Judged.Refused refused -> new Identification.Refused(refused.reason());
            case Judged.LetIn letIn ->
                new Identification.Identified(
                        letIn.tenant(), letIn.authorizerArn(), letIn.response().principalId(), standing(whole, letIn));
        };
    }

    private Standing standing(ClientCredentials client, Judged.LetIn letIn) {
        ReturnedPolicies current = new ReturnedPolicies(letIn, clock);
        Authority.Factory authorities = current::authorityFor;
        return new Standing(
                Optional.of(authorities),
                Optional.of(new Standing.Limit(
                        letIn.response().disconnectAfter(),
                        new Reason.AuthorizationExpired(
                                letIn.authorizer(), letIn.response().disconnectAfter()))),
                Optional.of(new Standing.Refresh(letIn.response().refreshAfter(), () -> switch (judge(client)) {
                    case Judged.Refused refused -> Optional.of(refused.reason());
                    case Judged.LetIn again -> {
                        current.replace(again);
                        yield Optional.empty();
                    }
                })));
    }

    static ClientCredentials.Http http(HttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().fields().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new ClientCredentials.Http(headers, request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery());
    }

    private Judged judge(ClientCredentials client) {
        return judge(client, authorizer -> ask(authorizer, client));
    }

    private Judged judge(ClientCredentials client, Function<AuthorizerRecord, Judged> question) {
        Optional<String> name = client.parameter(ClientCredentials.AUTHORIZER_NAME);
        Optional<AuthorizerRecord> found = store.read(tables -> {
            AuthorizerTable authorizers = tables.authorizers(tenant);
            return name.map(authorizers::find).orElseGet(authorizers::defaultAuthorizer);
        });
        if (found.isEmpty()) {
            return name.<Judged>map(wanted -> refused(wanted, "there is no authorizer of this name"))
                    .orElseGet(() -> refused(
                            "",
                            "the client names no authorizer (" + ClientCredentials.AUTHORIZER_NAME
                                    + ") and there is no default one; make one the default with: aws iot"
                                    + " set-default-authorizer --authorizer-name NAME"));
        }
        AuthorizerRecord authorizer = found.get();
        if (!authorizer.active()) {
            return refused(
                    authorizer.name(),
                    "it is INACTIVE; activate it with: aws iot update-authorizer --status ACTIVE --authorizer-name "
                            + authorizer.name());
        }
        return question.apply(authorizer);
    }

    private Judged ask(AuthorizerRecord authorizer, ClientCredentials client) {
        Optional<String> token = authorizer.tokenKeyName().flatMap(client::parameter);
        Optional<String> signature = client.parameter(ClientCredentials.TOKEN_SIGNATURE);
        return switch (invoker.invoke(tenant, authorizer, client, token, signature)) {
            case AuthorizerInvoker.Outcome.Unsigned unsigned -> refused(authorizer.name(), unsigned.why());
            case AuthorizerInvoker.Outcome.Failed failed -> refused(authorizer.name(), failed.why());
            case AuthorizerInvoker.Outcome.Answered answered ->
                switch (answered.response()) {
                    case AuthorizerResponse.Malformed malformed ->
                        refused(authorizer.name(), "the function's answer is malformed: " + malformed.why());
                    case AuthorizerResponse.NotAuthenticated no ->
                        refused(authorizer.name(), "the function answered \"isAuthenticated\": false");
                    case AuthorizerResponse.Authenticated yes ->
                        new Judged.LetIn(
                                tenant,
                                authorizer.name(),
                                new Arns(tenant).authorizer(authorizer.name()),
                                yes,
                                compiled(authorizer.name(), yes));
                };
        };
    }

    private static PolicySet compiled(String authorizer, AuthorizerResponse.Authenticated response) {
        List<CompiledPolicy> policies = new ArrayList<>();
        for (AuthorizerResponse.Policy policy : response.policyDocuments()) {
            policies.add(new CompiledPolicy(
                    "policyDocuments[" + policies.size() + "] of authorizer " + authorizer, "1", policy.document()));
        }
        return new PolicySet(policies);
    }

    private static Judged refused(String authorizer, String detail) {
        return new Judged.Refused(new Reason.AuthorizerRefused(authorizer, detail));
    }
}
