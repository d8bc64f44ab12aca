package dev.mooring.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.iotdata.IotDataOperations;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.api.sigv4.SigV4Verifier;
import dev.mooring.broker.Authority;
import dev.mooring.core.Tenant;
import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.Certificates;
import dev.mooring.core.cert.RsaKeyPairs;
import dev.mooring.core.message.Message;
import dev.mooring.core.policy.Decision;
import dev.mooring.core.policy.PolicySet;
import dev.mooring.core.topic.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests over mutual TLS: the certificate is the caller, IoT policies decide. And what comes without any caller. */
class DeviceCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final X509Certificate CERTIFICATE = certificate();

    private final List<Message> published = new ArrayList<>();
    private final List<String> allowed = new ArrayList<>();
    private boolean isRegistered = true;

    private static X509Certificate certificate() {
        SecureRandom random = new SecureRandom();
        KeyPair pair = new RsaKeyPairs(random).next();
        return CertificateAuthority.create(pair, NOW, random).issueDevice(pair.getPublic(), NOW);
    }

    /** Allows what the test lists, as {@code action resource}. */
    private final DeviceAuthorizer devices = new DeviceAuthorizer() {
        @Override
        public Optional<Caller.Device> identify(X509Certificate certificate) {
            String id = Certificates.certificateId(certificate);
            return isRegistered
                    ? Optional.of(new Caller.Device(
                            TENANT,
                            "arn:aws:iot:eu-west-1:123456789012:cert/" + id,
                            id,
                            new Caller.Credential.Certificate(certificate)))
                    : Optional.empty();
        }

        @Override
        public Optional<Caller.Device> identify(HttpRequest request, String requestId) {
            return request.headers().first("x-amz-customauthorizer-name").map(name -> {
                if (!name.equals("doorman")) {
                    throw new ApiException("ForbiddenException", "no such authorizer");
                }
                return new Caller.Device(
                        TENANT, "arn:authorizer", "guest", new Caller.Credential.Authorized(PolicySet.EMPTY));
            });
        }

        @Override
        public Authority.Verdict authorize(Caller.Device device, String action, String resource, String sourceIp) {
            Decision decision = allowed.contains(action + " " + resource)
                    ? new Decision.Allowed(new Decision.StatementRef("p", "1", 0, "", resource))
                    : new Decision.ImplicitDeny(List.of());
            return new Authority.Verdict(action, resource, decision);
        }
    };

    private final AwsApi api = new AwsApi(
            new SigV4Verifier(id -> Optional.empty()),
            devices,
            List.of(
                    AwsService.iot(operations -> {}),
                    AwsService.iotData(new IotDataOperations(published::add, devices, TopicLimits.AWS)::register),
                    AwsService.iotJobsData(operations -> {})),
            () -> NOW);

    private HttpResponse call(String method, String path, String query, Optional<X509Certificate> certificate) {
        return api.handle(new HttpRequest(
                method,
                path,
                query,
                HttpHeaders.NONE,
                "{}".getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                certificate));
    }

    private HttpResponse device(String method, String path, String query) {
        return call(method, path, query, Optional.of(CERTIFICATE));
    }

    private static void assertRefused(HttpResponse response, int status, String error, String message) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().first("x-amzn-ErrorType")).contains(error);
        assertThat(response.headers().first("x-amzn-RequestId")).isPresent();
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .startsWith("{\"message\":\"")
                .contains(message);
    }

    @Test
    void publishesForADeviceWhosePoliciesAllowIt() {
        allowed.add("iot:Publish arn:aws:iot:eu-west-1:123456789012:topic/a/b");

        HttpResponse response = device("POST", "/topics/a/b", "qos=1");

        assertThat(response.status()).isEqualTo(200);
        assertThat(published).hasSize(1);
        assertThat(published.getFirst().tenant()).isEqualTo(TENANT);
        assertThat(published.getFirst().origin().principalId()).isEqualTo(Certificates.certificateId(CERTIFICATE));
        assertThat(published.getFirst().origin().sourceIp()).contains("192.0.2.1");
    }

    @Test
    void refusesAPublishThatNoPolicyAllowsAndSaysWhy() {
        HttpResponse response = device("POST", "/topics/a/b", "");

        assertRefused(
                response,
                403,
                "ForbiddenException",
                "may not iot:Publish on arn:aws:iot:eu-west-1:123456789012:topic/a/b: no policy statement allows this");
        assertThat(published).isEmpty();
    }

    @Test
    void asksForASecondPermissionToRetain() {
        allowed.add("iot:Publish arn:aws:iot:eu-west-1:123456789012:topic/a");

        assertRefused(
                device("POST", "/topics/a", "retain=true"), 403, "ForbiddenException", "may not iot:RetainPublish on");
        allowed.add("iot:RetainPublish arn:aws:iot:eu-west-1:123456789012:topic/a");
        assertThat(device("POST", "/topics/a", "retain=true").status()).isEqualTo(200);
    }

    @Test
    void showsDevicesTheirServicesOnly() {
        assertRefused(
                device("POST", "/things/x", ""), 404, "UnknownOperationException", "no operation at POST /things/x");
        assertRefused(device("GET", "/things/x/jobs", ""), 501, "NotImplementedException", "GetPendingJobExecutions");
        assertRefused(device("GET", "/topics/a", ""), 405, "MethodNotAllowedException", "allowed: POST");
    }

    @Test
    void refusesACertificateThatIsNotRegistered() {
        isRegistered = false;

        assertRefused(device("POST", "/topics/a", ""), 403, "ForbiddenException", "not registered or not active");
    }

    @Test
    void letsNobodyInWithoutSignatureAndCertificate() {
        assertRefused(
                call("POST", "/topics/a", "", Optional.empty()),
                403,
                "MissingAuthenticationTokenException",
                "the request is not signed");
        assertRefused(
                call("GET", "/anything", "%zz", Optional.empty()),
                403,
                "IncompleteSignatureException",
                "not well percent-encoded");
    }

    @Test
    void namesTheServicesItHasWhenAScopeNamesAnother() {
        AwsApi open = new AwsApi(
                new AnyCredentials("000000000000"), devices, List.of(AwsService.iot(operations -> {})), () -> NOW);
        HttpResponse response = open.handle(new HttpRequest(
                "POST",
                "/",
                "",
                new HttpHeaders(Map.of(
                        "Authorization",
                        List.of("AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/sqs/aws4_request, "
                                + "SignedHeaders=host, Signature=0"),
                        "X-Amz-Date",
                        List.of("20261123T200000Z"))),
                new byte[0],
                "::1",
                Optional.empty()));

        assertRefused(response, 404, "UnknownOperationException", "The service 'sqs' of the credential scope is not");
    }

    private HttpResponse guest(String authorizer, String topic) {
        return api.handle(new HttpRequest(
                "POST",
                "/topics/" + topic,
                "",
                new HttpHeaders(Map.of("X-Amz-CustomAuthorizer-Name", List.of(authorizer))),
                "{}".getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                Optional.empty()));
    }

    @Test
    void aDeviceThatACustomAuthorizerLetsInIsJudgedLikeAnyOther() {
        assertRefused(guest("burglar", "a"), 403, "ForbiddenException", "no such authorizer");
        assertRefused(guest("doorman", "a"), 403, "ForbiddenException", "may not iot:Publish");
        allowed.add("iot:Publish arn:aws:iot:eu-west-1:123456789012:topic/a");
        assertThat(guest("doorman", "a").status()).isEqualTo(200);
        assertThat(published.getFirst().origin().principalId()).isEqualTo("guest");
    }
}
