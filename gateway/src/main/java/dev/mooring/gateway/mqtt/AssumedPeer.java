package dev.mooring.gateway.mqtt;

import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.tls.CertificateRegistry;
import dev.mooring.gateway.tls.RegisteredCertificate;
import java.util.Optional;

/**
 * A client of the plain port that is taken for the holder of a certificate, because the operator says so: whatever
 * stands before the port has seen to that. It is judged by that certificate's policies; those that ask what stands in
 * the certificate do not match, since it has shown none.
 */
public record AssumedPeer(String certificateId, CertificateRegistry registry, String sourceIp, int port)
        implements PlainPeer {
    @Override
    public Identification identify() {
        Optional<RegisteredCertificate> found = registry.find(certificateId, Optional.empty());
        if (found.isEmpty()) {
            return new Identification.Refused(new Reason.CertificateUnknown(certificateId, "--mqtt-principal"));
        }
        RegisteredCertificate certificate = found.get();
        return certificate.isActive()
                ? new Identification.Identified(certificate.tenant(), certificate.arn(), certificateId)
                : new Identification.Refused(new Reason.CertificateNotActive(certificateId, certificate.status()));
    }
}
