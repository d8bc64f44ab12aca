package dev.mooring.gateway.tls;

import dev.mooring.core.reason.Reason;
import java.security.cert.CertificateException;

/** Carries the reason out of the handshake. */
final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    RefusedCertificateException(Reason reason) {
        super(reason.text());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
