package dev.mooring.gateway.tls;

import dev.mooring.core.cert.Certificates;
import dev.mooring.core.reason.Reason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides which client certificates are let in: those registered here, ACTIVE, and within their validity period. The
 * registry stands for trust: a certificate's id is the hash of all of it, so no chain needs to be followed. May block;
 * safe for threads.
 */
public final class ClientCertificates {
    private final CertificateRegistry registry;
    private final InstantSource clock;

    public ClientCertificates(CertificateRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Trusted(RegisteredCertificate certificate) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    public Outcome check(X509Certificate certificate, Optional<String> serverName) {
        String id = Certificates.certificateId(certificate);
        Optional<RegisteredCertificate> found = registry.find(id, serverName);
        if (found.isEmpty()) {
            return new Outcome.Refused(new Reason.CertificateUnknown(
                    id,
                    Certificates.copyOf(certificate).getSubjectX500Principal().getName()));
        }
        RegisteredCertificate registered = found.get();
        if (!registered.isActive()) {
            return new Outcome.Refused(new Reason.CertificateNotActive(id, registered.status()));
        }
        X509Certificate read = Certificates.copyOf(certificate);
        Instant notBefore = read.getNotBefore().toInstant();
        Instant notAfter = read.getNotAfter().toInstant();
        Instant now = clock.instant();
        if (now.isBefore(notBefore) || now.isAfter(notAfter)) {
            return new Outcome.Refused(new Reason.CertificateNotValidNow(id, notBefore, notAfter));
        }
        return new Outcome.Trusted(registered);
    }
}
