package dev.mooring.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.api.sigv4.AccessKey;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.api.sigv4.SigV4Verifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.CertificateDescription;
import software.amazon.awssdk.services.iot.model.CreateThingRequest;
import software.amazon.awssdk.services.iot.model.CreateThingResponse;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.iot.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.ListThingsRequest;
import software.amazon.awssdk.services.iot.model.ListThingsResponse;
import software.amazon.awssdk.services.iot.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The engine between real sockets, with the AWS SDK as its client. */
class AwsApiTest {
    private static final AccessKey KEY = AccessKey.root("AKIDEXAMPLE", "secret", "123456789012");

    private final AtomicReference<Object> seen = new AtomicReference<>();
    private final AtomicReference<CallContext> context = new AtomicReference<>();
    private Duration clockOffset = Duration.ZERO;
    private RequestAuthenticator authenticator =
            new SigV4Verifier(id -> id.equals(KEY.accessKeyId()) ? Optional.of(KEY) : Optional.empty());
    private Optional<HttpTestServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(HttpTestServer::close);
    }

    private HttpTestServer serve(AwsService... services) {
        InstantSource clock = () -> Instant.now().plus(clockOffset);
        AwsApi api = new AwsApi(authenticator, DeviceAuthorizer.none(), List.of(services), clock);
        HttpTestServer started = new HttpTestServer(api);
        server = Optional.of(started);
        return started;
    }

    private static IotClient iot(HttpTestServer server, String accessKey, String secret) {
        return IotClient.builder()
                .httpClient(new JdkSdkHttpClient())
                .region(Region.EU_WEST_1)
                .endpointOverride(server.uri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secret)))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    private static IotClient iot(HttpTestServer server) {
        return iot(server, KEY.accessKeyId(), KEY.secretAccessKey());
    }

    private <I, O> Operation<I, O> answer(O response) {
        return (request, callContext) -> {
            seen.set(request);
            context.set(callContext);
            return response;
        };
    }

    @Test
    void carriesPathLabelsAndBodyToTheHandlerAndItsAnswerBack() {
        try (IotClient client = iot(serve(AwsService.iot(operations -> operations.on(
                "CreateThing",
                CreateThingRequest::builder,
                answer(CreateThingResponse.builder()
                        .thingName("a:b")
                        .thingId("id")
                        .build())))))) {
            CreateThingRequest request = CreateThingRequest.builder()
                    .thingName("a:b")
                    .attributePayload(p -> p.attributes(Map.of("k", "v")).merge(true))
                    .build();

            CreateThingResponse response = client.createThing(request);

            assertThat(response.thingName()).isEqualTo("a:b");
            assertThat(response.thingId()).isEqualTo("id");
            assertThat(response.thingArn()).isNull();
            assertThat(seen.get()).isEqualTo(request);
            assertThat(response.responseMetadata().requestId())
                    .isEqualTo(context.get().requestId());
        }
    }

    @Test
    void tellsTheHandlerWhoCalls() {
        try (IotClient client = iot(serve(AwsService.iot(operations -> operations.on(
                "ListThings",
                ListThingsRequest::builder,
                answer(ListThingsResponse.builder().build())))))) {
            client.listThings();

            assertThat(context.get().tenant().account()).isEqualTo("123456789012");
            assertThat(context.get().tenant().region()).isEqualTo("eu-west-1");
            assertThat(context.get().caller().arn()).isEqualTo("arn:aws:iam::123456789012:root");
            assertThat(context.get().sourceIp()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void bindsQueryParametersOfEveryType() {
        try (IotClient client = iot(serve(AwsService.iot(operations -> operations.on(
                "ListThings",
                ListThingsRequest::builder,
                answer(ListThingsResponse.builder().build())))))) {
            ListThingsRequest request = ListThingsRequest.builder()
                    .maxResults(17)
                    .attributeName("a/b")
                    .attributeValue("x=1 &é")
                    .usePrefixAttributeValue(true)
                    .build();
            // The value is not one the model allows; without it everything arrives as sent.
            ListThingsRequest allowed =
                    request.toBuilder().attributeValue("x=1").build();

            client.listThings(allowed);

            assertThat(seen.get()).isEqualTo(allowed);
            assertThatThrownBy(() -> client.listThings(request))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("Value 'x=1 &é' at 'attributeValue' failed to satisfy constraint: "
                            + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.,@/:#=\\[\\]-]*");
        }
    }

    @Test
    void bindsAStructureThatIsTheWholeBodyAndAHeader() {
        try (IotClient client = iot(serve(AwsService.iot(operations -> operations.on(
                "CreateTopicRule",
                CreateTopicRuleRequest::builder,
                answer(CreateTopicRuleResponse.builder().build())))))) {
            CreateTopicRuleRequest request = CreateTopicRuleRequest.builder()
                    .ruleName("r1")
                    .tags("k=v&k2=v2")
                    .topicRulePayload(p -> p.sql("SELECT * FROM 'a'")
                            .actions(a -> a.lambda(l -> l.functionArn("arn:aws:lambda:eu-west-1:1:function:f")))
                            .ruleDisabled(true))
                    .build();

            client.createTopicRule(request);

            assertThat(seen.get()).isEqualTo(request);
        }
    }

    @Test
    void sendsTimestampsThatTheSdkReadsToTheMillisecond() {
        Instant created = Instant.parse("2026-01-18T09:18:06.123Z");
        try (IotClient client = iot(serve(AwsService.iot(operations -> operations.on(
                "DescribeCertificate",
                DescribeCertificateRequest::builder,
                answer(DescribeCertificateResponse.builder()
                        .certificateDescription(CertificateDescription.builder()
                                .creationDate(created)
                                .lastModifiedDate(Instant.ofEpochSecond(1))
                                .build())
                        .build())))))) {
            CertificateDescription description = client.describeCertificate(d -> d.certificateId("a".repeat(64)))
                    .certificateDescription();

            assertThat(description.creationDate()).isEqualTo(created);
            assertThat(description.lastModifiedDate()).isEqualTo(Instant.ofEpochSecond(1));
        }
    }

    @Test
    void sendsBlobPayloadsHeadersAndStatusOfTheOutput() {
        HttpTestServer started = serve(AwsService.lambda(operations -> operations.on(
                "Invoke",
                InvokeRequest::builder,
                answer(InvokeResponse.builder()
                        .statusCode(202)
                        .functionError("Unhandled")
                        .payload(SdkBytes.fromUtf8String("{\"a\":1}"))
                        .build()))));
        try (LambdaClient client = LambdaClient.builder()
                .httpClient(new JdkSdkHttpClient())
                .region(Region.EU_WEST_1)
                .endpointOverride(started.uri())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEY.accessKeyId(), KEY.secretAccessKey())))
                .build()) {
            InvokeRequest request = InvokeRequest.builder()
                    .functionName("arn:aws:lambda:eu-west-1:123456789012:function:f")
                    .invocationType("Event")
                    .payload(SdkBytes.fromUtf8String("[1]"))
                    .build();

            InvokeResponse response = client.invoke(request);

            assertThat(seen.get()).isEqualTo(request);
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.functionError()).isEqualTo("Unhandled");
            assertThat(response.payload().asUtf8String()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void reportsAllBrokenConstraintsInOneMessage() {
        try (IotClient client = iot(serve(AwsService.iot(operations -> operations.on(
                "CreateThing",
                CreateThingRequest::builder,
                answer(CreateThingResponse.builder().build())))))) {
            assertThatThrownBy(() -> client.createThing(c -> c.thingName("a b").thingTypeName("t".repeat(129))))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("2 validation errors detected: Value 'a b' at 'thingName' failed to satisfy "
                            + "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9:_-]+; Value '"
                            + "t".repeat(129) + "' at 'thingTypeName' failed to satisfy constraint: "
                            + "Member must have length less than or equal to 128");
            assertThat(seen.get()).isNull();
        }
    }

    @Test
    void sendsARefusalWithItsFurtherMembers() {
        try (IotClient client = iot(
                serve(AwsService.iot(operations -> operations.on("CreateThing", CreateThingRequest::builder, (r, c) -> {
                    throw new ApiException(
                            "ResourceAlreadyExistsException",
                            "exists",
                            Map.of("resourceId", "r", "resourceArn", "arn"));
                }))))) {
            ResourceAlreadyExistsException refusal = catchThrowableOfType(
                    ResourceAlreadyExistsException.class, () -> client.createThing(c -> c.thingName("a")));

            assertThat(refusal.statusCode()).isEqualTo(409);
            assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo("exists");
            assertThat(refusal.resourceId()).isEqualTo("r");
            assertThat(refusal.resourceArn()).isEqualTo("arn");
            assertThat(refusal.requestId()).isNotBlank();
        }
    }

    @Test
    void namesAnOperationThatNobodyHasBuilt() {
        try (IotClient client = iot(serve(AwsService.iot(operations -> {})))) {
            assertRefused(
                    () -> client.listThingTypes(),
                    501,
                    "NotImplementedException",
                    "The operation ListThingTypes of AWS IoT is not implemented here yet.");
        }
    }

    @Test
    void hidesTheDetailsOfOurOwnFaults() {
        try (IotClient client = iot(
                serve(AwsService.iot(operations -> operations.on("CreateThing", CreateThingRequest::builder, (r, c) -> {
                    throw new IllegalStateException("secret detail");
                }))))) {
            AwsServiceException failure =
                    catchThrowableOfType(AwsServiceException.class, () -> client.createThing(c -> c.thingName("a")));

            assertThat(failure.statusCode()).isEqualTo(500);
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("InternalFailureException");
            assertThat(failure.getMessage()).doesNotContain("secret detail");
        }
    }

    @Test
    void refusesAWrongSecretAnUnknownKeyAndAWrongClock() {
        HttpTestServer started = serve(AwsService.iot(operations -> {}));
        try (IotClient wrongSecret = iot(started, KEY.accessKeyId(), "guess");
                IotClient wrongKey = iot(started, "AKIDOTHER", "secret");
                IotClient right = iot(started)) {
            assertRefused(
                    () -> wrongSecret.listThings(),
                    403,
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided.");
            assertRefused(
                    () -> wrongKey.listThings(),
                    403,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid.");
            clockOffset = Duration.ofMinutes(6);
            assertRefused(() -> right.listThings(), 403, "InvalidSignatureException", "Signature expired: ");
            clockOffset = Duration.ofMinutes(-6);
            assertRefused(() -> right.listThings(), 403, "InvalidSignatureException", "Signature not yet current: ");
        }
    }

    @Test
    void takesAnyCredentialsWhenToldToAndReadsTheAccountFromTheKey() {
        authenticator = new AnyCredentials("000000000000");
        HttpTestServer started = serve(AwsService.iot(operations -> operations.on(
                "ListThings",
                ListThingsRequest::builder,
                answer(ListThingsResponse.builder().build()))));
        try (IotClient numbered = iot(started, "210987654321", "whatever");
                IotClient test = iot(started, "test", "test")) {
            numbered.listThings();
            assertThat(context.get().tenant().account()).isEqualTo("210987654321");

            test.listThings();
            assertThat(context.get().tenant().account()).isEqualTo("000000000000");
        }
    }

    private static void assertRefused(Runnable call, int status, String code, String message) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.statusCode()).isEqualTo(status);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
    }
}
