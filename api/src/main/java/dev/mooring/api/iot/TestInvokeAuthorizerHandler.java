package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.authorizer.AuthorizerResponse;
import dev.mooring.core.authorizer.ClientCredentials;
import dev.mooring.store.AuthorizerRecord;
import dev.mooring.store.Store;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iot.model.HttpContext;
import software.amazon.awssdk.services.iot.model.MqttContext;
import software.amazon.awssdk.services.iot.model.TestInvokeAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.TestInvokeAuthorizerResponse;
import software.amazon.awssdk.services.iot.model.TlsContext;

/** Asks an authorizer's function as a client's connection would, and shows what it answers. */
final class TestInvokeAuthorizerHandler {
    private final Store store;
    private final AuthorizerInvoker invoker;

    TestInvokeAuthorizerHandler(Store store, AuthorizerInvoker invoker) {
        this.store = store;
        this.invoker = invoker;
    }

    TestInvokeAuthorizerResponse invoke(TestInvokeAuthorizerRequest request, CallContext context) {
        AuthorizerRecord authorizer = store.read(
                tables -> AuthorizerHandlers.find(tables.authorizers(context.tenant()), request.authorizerName()));
        ClientCredentials client = credentials(request);
        Optional<String> token = Optional.ofNullable(request.token())
                .or(() -> authorizer.tokenKeyName().flatMap(client::parameter));
        Optional<String> signature = Optional.ofNullable(request.tokenSignature())
                .or(() -> client.parameter(ClientCredentials.TOKEN_SIGNATURE));
        return switch (invoker.invoke(context.tenant(), authorizer, client, token, signature)) {
            case AuthorizerInvoker.Outcome.Unsigned unsigned -> throw Refusal.invalidRequest(unsigned.why());
            case AuthorizerInvoker.Outcome.Failed failed -> throw invalidResponse(failed.why());
            case AuthorizerInvoker.Outcome.Answered answered -> response(answered.response());
        };
    }

    private static TestInvokeAuthorizerResponse response(AuthorizerResponse response) {
        return switch (response) {
            case AuthorizerResponse.Malformed malformed ->
                throw invalidResponse("The function's answer is malformed: " + malformed.why());
            case AuthorizerResponse.NotAuthenticated no ->
                TestInvokeAuthorizerResponse.builder().isAuthenticated(false).build();
            case AuthorizerResponse.Authenticated yes ->
                TestInvokeAuthorizerResponse.builder()
                        .isAuthenticated(true)
                        .principalId(yes.principalId())
                        .policyDocuments(yes.policyDocuments().stream()
                                .map(AuthorizerResponse.Policy::text)
                                .toList())
                        .disconnectAfterInSeconds((int) yes.disconnectAfter().toSeconds())
                        .refreshAfterInSeconds((int) yes.refreshAfter().toSeconds())
                        .build();
        };
    }

    private static ApiException invalidResponse(String message) {
        return new ApiException("InvalidResponseException", message);
    }

    private static ClientCredentials credentials(TestInvokeAuthorizerRequest request) {
        return new ClientCredentials(
                Optional.ofNullable(request.tlsContext()).map(TlsContext::serverName),
                Optional.ofNullable(request.httpContext()).map(TestInvokeAuthorizerHandler::http),
                Optional.ofNullable(request.mqttContext()).map(TestInvokeAuthorizerHandler::mqtt));
    }

    private static ClientCredentials.Http http(HttpContext context) {
        Map<String, String> headers = new HashMap<>();
        context.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new ClientCredentials.Http(
                headers, Optional.ofNullable(context.queryString()).orElse(""));
    }

    private static ClientCredentials.Mqtt mqtt(MqttContext context) {
        return new ClientCredentials.Mqtt(
                Optional.ofNullable(context.username()),
                Optional.ofNullable(context.password()).map(SdkBytes::asByteArray),
                Optional.ofNullable(context.clientId()).orElse(""));
    }
}
