package dev.mooring.core.cert;

/** A PEM text, certificate or certificate signing request cannot be accepted. The message says why, for a person. */
public final class InvalidCertificateException extends Exception {
    InvalidCertificateException(String message) {
        super(message);
    }

    InvalidCertificateException(String message, Throwable cause) {
        super(message, cause);
    }
}
