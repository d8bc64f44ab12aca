package dev.mooring.api.iot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.authorizer.AuthorizerResponse;
import dev.mooring.core.authorizer.ClientCredentials;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.AuthorizerDescription;
import software.amazon.awssdk.services.iot.model.AuthorizerStatus;
import software.amazon.awssdk.services.iot.model.AuthorizerSummary;
import software.amazon.awssdk.services.iot.model.TestInvokeAuthorizerResponse;

/** Custom authorizers, by the AWS SDK. */
class AuthorizerHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000001:function:doorman";

    private final IotClient iot = API.iot();

    private static String pem(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
    }

    private void createUnsigned(String name, AuthorizerStatus status) {
        iot.createAuthorizer(r -> r.authorizerName(name)
                .authorizerFunctionArn(FUNCTION)
                .signingDisabled(true)
                .status(status));
    }

    @Test
    void anAuthorizerIsDescribedAsItWasCreated() throws GeneralSecurityException {
        String key = pem(2048);
        String arn = iot.createAuthorizer(r -> r.authorizerName("doorman")
                        .authorizerFunctionArn(FUNCTION)
                        .tokenKeyName("token")
                        .tokenSigningPublicKeys(Map.of("k1", key))
                        .enableCachingForHttp(true)
                        .tags(t -> t.key("a").value("b")))
                .authorizerArn();
        AuthorizerDescription found =
                iot.describeAuthorizer(r -> r.authorizerName("doorman")).authorizerDescription();
        assertThat(found.authorizerArn()).isEqualTo(arn).endsWith(":authorizer/doorman");
        assertThat(found.authorizerFunctionArn()).isEqualTo(FUNCTION);
        assertThat(found.tokenKeyName()).isEqualTo("token");
        assertThat(found.tokenSigningPublicKeys()).containsExactly(Map.entry("k1", key));
        assertThat(found.status()).isEqualTo(AuthorizerStatus.INACTIVE);
        assertThat(found.signingDisabled()).isFalse();
        assertThat(found.enableCachingForHttp()).isTrue();
        assertThat(found.creationDate()).isEqualTo(API.now);
        assertThat(iot.listTagsForResource(r -> r.resourceArn(arn)).tags()).hasSize(1);
    }

    @Test
    void whatSigningNeedsMustBeThere() throws GeneralSecurityException {
        String weak = pem(1024);
        IotApi.refused(
                400,
                "InvalidRequestException",
                () -> iot.createAuthorizer(r -> r.authorizerName("a").authorizerFunctionArn(FUNCTION)));
        IotApi.refused(
                400,
                "InvalidRequestException",
                () -> iot.createAuthorizer(r ->
                        r.authorizerName("a").authorizerFunctionArn(FUNCTION).tokenKeyName("t")));
        IotApi.refused(
                400,
                "InvalidRequestException",
                () -> iot.createAuthorizer(r -> r.authorizerName("a")
                        .authorizerFunctionArn(FUNCTION)
                        .tokenKeyName("t")
                        .tokenSigningPublicKeys(Map.of("k", weak))));
        IotApi.refused(
                400,
                "InvalidRequestException",
                () -> iot.createAuthorizer(r ->
                        r.authorizerName("a").authorizerFunctionArn("doorman").signingDisabled(true)));
        assertThat(iot.listAuthorizers(r -> {}).authorizers()).isEmpty();
    }

    @Test
    void updatesChangeWhatTheyNameAndNeverTheSigning() {
        createUnsigned("a", AuthorizerStatus.INACTIVE);
        iot.updateAuthorizer(
                r -> r.authorizerName("a").status(AuthorizerStatus.ACTIVE).tokenKeyName("t"));
        AuthorizerDescription after =
                iot.describeAuthorizer(r -> r.authorizerName("a")).authorizerDescription();
        assertThat(after.status()).isEqualTo(AuthorizerStatus.ACTIVE);
        assertThat(after.tokenKeyName()).isEqualTo("t");
        assertThat(after.authorizerFunctionArn()).isEqualTo(FUNCTION);
        assertThat(after.signingDisabled()).isTrue();
        IotApi.refused(404, "ResourceNotFoundException", () -> iot.updateAuthorizer(r -> r.authorizerName("b")));
    }

    @Test
    void onlyAnInactiveAuthorizerIsDeleted() {
        createUnsigned("a", AuthorizerStatus.ACTIVE);
        IotApi.refused(409, "ResourceAlreadyExistsException", () -> createUnsigned("a", AuthorizerStatus.ACTIVE));
        IotApi.refused(409, "DeleteConflictException", () -> iot.deleteAuthorizer(r -> r.authorizerName("a")));
        iot.updateAuthorizer(r -> r.authorizerName("a").status(AuthorizerStatus.INACTIVE));
        iot.deleteAuthorizer(r -> r.authorizerName("a"));
        IotApi.refused(404, "ResourceNotFoundException", () -> iot.describeAuthorizer(r -> r.authorizerName("a")));
    }

    @Test
    void listingGoesPageByPageAndByStatus() {
        for (int i = 0; i < AuthorizerHandlers.MAX_AUTHORIZERS; i++) {
            createUnsigned("a" + i, i % 2 == 0 ? AuthorizerStatus.ACTIVE : AuthorizerStatus.INACTIVE);
        }
        IotApi.refused(410, "LimitExceededException", () -> createUnsigned("more", AuthorizerStatus.ACTIVE));
        List<String> names = new ArrayList<>();
        iot.listAuthorizersPaginator(r -> r.pageSize(3).ascendingOrder(true)).authorizers().stream()
                .map(AuthorizerSummary::authorizerName)
                .forEach(names::add);
        assertThat(names).hasSize(10).isSorted();
        assertThat(iot.listAuthorizers(r -> r.status(AuthorizerStatus.INACTIVE)).authorizers())
                .extracting(AuthorizerSummary::authorizerName)
                .containsExactly("a9", "a7", "a5", "a3", "a1");
    }

    @Test
    void theDefaultIsSetShownAndCleared() {
        IotApi.refused(404, "ResourceNotFoundException", () -> iot.describeDefaultAuthorizer(r -> {}));
        IotApi.refused(404, "ResourceNotFoundException", () -> iot.setDefaultAuthorizer(r -> r.authorizerName("a")));
        createUnsigned("a", AuthorizerStatus.ACTIVE);
        iot.setDefaultAuthorizer(r -> r.authorizerName("a"));
        assertThat(iot.describeDefaultAuthorizer(r -> {})
                        .authorizerDescription()
                        .authorizerName())
                .isEqualTo("a");
        iot.clearDefaultAuthorizer(r -> {});
        IotApi.refused(404, "ResourceNotFoundException", () -> iot.clearDefaultAuthorizer(r -> {}));
    }

    @Test
    void aTrialShowsWhatTheFunctionAnswers() {
        createUnsigned("a", AuthorizerStatus.INACTIVE);
        List<ClientCredentials> asked = new ArrayList<>();
        API.authorizers = (tenant, authorizer, client, token, signature) -> {
            asked.add(client);
            assertThat(token).contains("T");
            return new AuthorizerInvoker.Outcome.Answered(AuthorizerResponse.read("""
                    {"isAuthenticated":true,"principalId":"p","disconnectAfterInSeconds":300,"refreshAfterInSeconds":300,
                     "policyDocuments":[{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:Connect","Resource":"*"}}]}""".getBytes(UTF_8)));
        };
        TestInvokeAuthorizerResponse answer = iot.testInvokeAuthorizer(r -> r.authorizerName("a")
                .token("T")
                .httpContext(h -> h.headers(Map.of("X-Some", "v")).queryString("?a=b"))
                .mqttContext(m -> m.username("u")
                        .password(SdkBytes.fromUtf8String("secret"))
                        .clientId("c"))
                .tlsContext(t -> t.serverName("host")));
        assertThat(answer.isAuthenticated()).isTrue();
        assertThat(answer.principalId()).isEqualTo("p");
        assertThat(answer.disconnectAfterInSeconds()).isEqualTo(300);
        assertThat(answer.policyDocuments()).hasSize(1);
        assertThat(asked.getFirst().serverName()).contains("host");
        assertThat(asked.getFirst().http().orElseThrow().headers()).containsExactly(Map.entry("x-some", "v"));
        assertThat(asked.getFirst().mqtt().orElseThrow().password()).contains("secret".getBytes(UTF_8));
    }

    @Test
    void aTrialSaysWhyItFails() {
        createUnsigned("a", AuthorizerStatus.ACTIVE);
        Map<AuthorizerInvoker.Outcome, String> failures = Map.of(
                new AuthorizerInvoker.Outcome.Unsigned("unsigned!"), "InvalidRequestException",
                new AuthorizerInvoker.Outcome.Failed("slow!"), "InvalidResponseException",
                new AuthorizerInvoker.Outcome.Answered(new AuthorizerResponse.Malformed("odd!")),
                        "InvalidResponseException");
        failures.forEach((outcome, error) -> {
            API.authorizers = (tenant, authorizer, client, token, signature) -> outcome;
            IotApi.refused(400, error, () -> iot.testInvokeAuthorizer(r -> r.authorizerName("a")));
        });
        API.authorizers = (tenant, authorizer, client, token, signature) ->
                new AuthorizerInvoker.Outcome.Answered(new AuthorizerResponse.NotAuthenticated());
        assertThat(iot.testInvokeAuthorizer(r -> r.authorizerName("a")).isAuthenticated())
                .isFalse();
    }
}
