package dev.mooring.server.security;

import dev.mooring.api.Caller;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.broker.Authority;
import dev.mooring.core.cert.Certificates;
import dev.mooring.gateway.tls.CertificateRegistry;
import dev.mooring.store.CertificateRecord;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices that call the data plane over HTTPS, judged by the policies of their certificate. The handshake has verified the
 * certificate; its status is looked up again for each request, because a kept-alive connection may outlive it.
 */
public final class CertificateDevices implements DeviceAuthorizer {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateDevices.class);
    private static final String ACTIVE = CertificateRecord.Status.ACTIVE.name();

    private final CertificateRegistry certificates;
    private final PolicyAuthorities policies;

    public CertificateDevices(CertificateRegistry certificates, PolicyAuthorities policies) {
        this.certificates = certificates;
        this.policies = policies;
    }

    @Override
    public Optional<Caller.Device> identify(X509Certificate certificate) {
        String id = Certificates.certificateId(certificate);
        return certificates
                .find(id, Optional.empty())
                .filter(registered -> registered.status().equals(ACTIVE))
                .map(registered -> new Caller.Device(registered.tenant(), registered.arn(), id, certificate));
    }

    @Override
    public Authority.Verdict authorize(Caller.Device device, String action, String resource, String sourceIp) {
        Authority.Verdict verdict = policies.decideForRequest(device, action, resource, sourceIp);
        if (!verdict.isAllowed()) {
            LOG.warn(
                    "DENIED HTTPS request from {}: {} may not {} on {}: {}",
                    sourceIp,
                    device.arn(),
                    action,
                    resource,
                    verdict.decision().explain());
        }
        return verdict;
    }
}
