package dev.mooring.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A device certificate. Private keys are never stored.
 *
 * @param certificateId lower-case hexadecimal SHA-256 of the DER form, 64 characters
 * @param caId the id of the registered CA that signed it; empty for those this server issued
 */
public record CertificateRecord(
        String certificateId,
        String pem,
        Status status,
        Mode mode,
        Optional<String> caId,
        Instant notBefore,
        Instant notAfter,
        int customerVersion,
        String generationId,
        Instant createdAt,
        Instant modifiedAt) {
    /** Only ACTIVE ones may authenticate. */
    public enum Status {
        ACTIVE,
        INACTIVE,
        REVOKED,
        PENDING_TRANSFER,
        REGISTER_INACTIVE,
        PENDING_ACTIVATION
    }

    public enum Mode {
        DEFAULT,
        SNI_ONLY
    }

    public CertificateRecord withStatus(Status newStatus, Instant now) {
        return new CertificateRecord(
                certificateId,
                pem,
                newStatus,
                mode,
                caId,
                notBefore,
                notAfter,
                customerVersion + 1,
                generationId,
                createdAt,
                now);
    }
}
