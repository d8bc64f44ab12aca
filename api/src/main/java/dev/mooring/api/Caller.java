package dev.mooring.api;

import dev.mooring.core.Tenant;
import java.security.cert.X509Certificate;

/** Who calls. */
public sealed interface Caller {
    Tenant tenant();

    String arn();

    /** What {@code principal()} in a rule shows. */
    String principalId();

    /** The holder of an access key. */
    record Identity(Tenant tenant, String arn, String accessKeyId) implements Caller {
        /** The root identity's id is its account. */
        @Override
        public String principalId() {
            return tenant.account();
        }
    }

    /**
     * A device that proved possession of its certificate's key in the TLS handshake.
     *
     * @param arn of the certificate
     * @param certificateId 64 lower-case hexadecimal digits
     */
    record Device(Tenant tenant, String arn, String certificateId, X509Certificate certificate) implements Caller {
        @Override
        public String principalId() {
            return certificateId;
        }
    }
}
