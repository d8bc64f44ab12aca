package dev.mooring.gateway.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the server shows of itself.
 *
 * @param chain its own certificate first; the root may be left out
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a server identity needs a certificate");
        }
    }

    boolean isEc() {
        return key.getAlgorithm().equals("EC");
    }
}
