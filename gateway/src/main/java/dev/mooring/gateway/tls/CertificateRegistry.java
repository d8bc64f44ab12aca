package dev.mooring.gateway.tls;

import java.util.Optional;

/** The port to registered device certificates. May block; safe for threads. */
@FunctionalInterface
public interface CertificateRegistry {
    /**
     * @param certificateId lower-case hexadecimal SHA-256 of the DER form: it stands for the whole certificate
     * @param serverName the SNI host name, which selects the account of a certificate registered in several
     */
    Optional<RegisteredCertificate> find(String certificateId, Optional<String> serverName);
}
