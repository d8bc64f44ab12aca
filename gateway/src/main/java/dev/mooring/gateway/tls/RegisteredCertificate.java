package dev.mooring.gateway.tls;

import dev.mooring.core.Tenant;

/**
 * What the registry knows of a device certificate.
 *
 * @param arn the certificate's ARN
 * @param status AWS's word for its state; only {@code ACTIVE} authenticates
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_CertificateDescription.html">AWS: status</a>
 */
public record RegisteredCertificate(Tenant tenant, String certificateId, String arn, String status) {
    public boolean isActive() {
        return status.equals("ACTIVE");
    }
}
