package dev.mooring.api.http;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A request as it arrived, nothing decoded yet: SigV4 signs the raw form.
 *
 * @param method upper case
 * @param rawPath percent-encoded, begins with {@code /}, without query
 * @param rawQuery percent-encoded, without {@code ?}; empty when there is none
 * @param body not copied; must not be changed
 * @param sourceIp the peer's address as text, without port
 * @param clientCertificate the verified, registered and active certificate of a mutual-TLS connection
 * @param connectionId the same for all requests of one connection and never again; empty when nobody knows
 */
public record HttpRequest(
        String method,
        String rawPath,
        String rawQuery,
        HttpHeaders headers,
        byte[] body,
        String sourceIp,
        Optional<X509Certificate> clientCertificate,
        String connectionId) {
    public HttpRequest(
            String method,
            String rawPath,
            String rawQuery,
            HttpHeaders headers,
            byte[] body,
            String sourceIp,
            Optional<X509Certificate> clientCertificate) {
        this(method, rawPath, rawQuery, headers, body, sourceIp, clientCertificate, "");
    }
}
