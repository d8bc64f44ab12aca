package dev.mooring.gateway.tls;

import io.netty.handler.ssl.ClientAuth;
import java.util.List;

/**
 * What a TLS port asks of its clients.
 *
 * @param clientAuth whether a certificate is asked for; one that is shown is always judged
 * @param applicationProtocols that ALPN may choose (RFC 7301), the most liked first; empty for no ALPN
 */
public record TlsPolicy(ClientAuth clientAuth, List<String> applicationProtocols) {
    public static final TlsPolicy CERTIFICATE_REQUIRED = new TlsPolicy(ClientAuth.REQUIRE, List.of());

    /** Who shows none must sign its requests. */
    public static final TlsPolicy CERTIFICATE_OR_SIGNATURE = new TlsPolicy(ClientAuth.OPTIONAL, List.of());

    public TlsPolicy {
        applicationProtocols = List.copyOf(applicationProtocols);
    }
}
