package dev.mooring.server.security;

import dev.mooring.api.ApiException;
import dev.mooring.api.Caller;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.broker.Authority;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.EventLog;
import dev.mooring.core.Tenant;
import dev.mooring.core.cert.Certificates;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.tls.CertificateRegistry;
import dev.mooring.store.CertificateRecord;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Devices that call the data plane over HTTPS, judged by the policies of their certificate or by those that a custom
 * authorizer gives them. The handshake has verified the certificate; its status is looked up again for each request, because a kept-alive connection may outlive it.
 */
public final class HttpsDevices implements DeviceAuthorizer {
    private static final String ACTIVE = CertificateRecord.Status.ACTIVE.name();

    private final CertificateRegistry certificates;
    private final CustomAuthorizers authorizers;
    private final PolicyAuthorities policies;
    private final EventLog events;
    private final InstantSource clock;

    public HttpsDevices(
            CertificateRegistry certificates,
            CustomAuthorizers authorizers,
            PolicyAuthorities policies,
            EventLog events,
            InstantSource clock) {
        this.certificates = certificates;
        this.authorizers = authorizers;
        this.policies = policies;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<Caller.Device> identify(X509Certificate certificate) {
        String id = Certificates.certificateId(certificate);
        return certificates
                .find(id, Optional.empty())
                .filter(registered -> registered.status().equals(ACTIVE))
                .map(registered -> new Caller.Device(
                        registered.tenant(), registered.arn(), id, new Caller.Credential.Certificate(certificate)));
    }

    @Override
    public Optional<Caller.Device> identify(HttpRequest request, String requestId) {
        return authorizers.identify(request, requestId).map(judged -> switch (judged) {
            case CustomAuthorizers.Judged.LetIn letIn ->
                new Caller.Device(
                        letIn.tenant(),
                        letIn.authorizerArn(),
                        letIn.response().principalId(),
                        new Caller.Credential.Authorized(letIn.policies()));
            case CustomAuthorizers.Judged.Refused refused -> {
                record(ClientEvent.Kind.REFUSED, Optional.empty(), "", requestId, request.sourceIp(), refused.reason());
                throw new ApiException("ForbiddenException", refused.reason().text());
            }
        });
    }

    @Override
    public Authority.Verdict authorize(Caller.Device device, String action, String resource, String sourceIp) {
        Authority.Verdict verdict = policies.decideForRequest(device, action, resource, sourceIp);
        if (!verdict.isAllowed()) {
            Reason reason = new Reason.NotAuthorized(device.principalId(), action, resource, verdict.decision());
            record(ClientEvent.Kind.DENIED, Optional.of(device.tenant()), device.principalId(), "", sourceIp, reason);
        }
        return verdict;
    }

    private void record(
            ClientEvent.Kind kind,
            Optional<Tenant> tenant,
            String principalId,
            String requestId,
            String sourceIp,
            Reason reason) {
        events.record(new ClientEvent(kind, tenant, requestId, "", principalId, sourceIp, reason, clock.millis()));
    }
}
