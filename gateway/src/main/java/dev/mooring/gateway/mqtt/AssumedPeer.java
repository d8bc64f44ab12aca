package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Peer;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.tls.CertificateRegistry;
import dev.mooring.gateway.tls.RegisteredCertificate;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A client of the plain port that is taken for the holder of a certificate, because the operator says so: whatever
 * stands before the port has seen to that. It is judged by that certificate's policies.
 */
public record AssumedPeer(String certificateId, CertificateRegistry registry, String sourceIp, int port)
        implements Peer {
    @Override
    public String address() {
        return sourceIp + ":" + port;
    }

    /** It has not shown one: policies that ask what stands in it do not match. */
    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.empty();
    }

    @Override
    public Optional<String> serverName() {
        return Optional.empty();
    }

    /** As for everybody on the plain port. */
    @Override
    public boolean isMetered() {
        return false;
    }

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
