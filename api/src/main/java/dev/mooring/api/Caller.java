package dev.mooring.api;

import dev.mooring.core.Tenant;
import dev.mooring.core.policy.PolicySet;
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
     * A device, judged by IoT policies.
     *
     * @param arn of its certificate, or of the authorizer that let it in
     * @param principalId the certificate id, 64 lower-case hexadecimal digits; or the authorizer's name for the device
     */
    record Device(Tenant tenant, String arn, String principalId, Credential credential) implements Caller {}

    /** What a device showed. */
    sealed interface Credential {
        /** It proved possession of the certificate's key in the TLS handshake; the policies attached to it count. */
        record Certificate(X509Certificate certificate) implements Credential {}

        /** A custom authorizer let it in, and gave it these policies. */
        record Authorized(PolicySet policies) implements Credential {}
    }
}
