package dev.mooring.gateway.tls;

import dev.mooring.broker.Peer;
import dev.mooring.core.reason.Reason;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * A client of a mutual-TLS port. Its certificate and server name are there once the handshake is done; until then it is
 * nobody. Written once by the event loop, before the broker asks on other threads.
 */
public final class CertificatePeer implements Peer {
    private final String sourceIp;
    private final int port;
    private final ClientCertificates certificates;
    private volatile Optional<X509Certificate> certificate = Optional.empty();
    private volatile Optional<String> serverName = Optional.empty();

    public CertificatePeer(String sourceIp, int port, ClientCertificates certificates) {
        this.sourceIp = sourceIp;
        this.port = port;
        this.certificates = certificates;
    }

    /** The handshake has succeeded. */
    public void handshakeDone(SSLSession session) {
        serverName = ClientTrustManager.serverName(session);
        try {
            Certificate[] chain = session.getPeerCertificates();
            certificate =
                    chain.length > 0 && chain[0] instanceof X509Certificate x509 ? Optional.of(x509) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            certificate = Optional.empty();
        }
    }

    @Override
    public String sourceIp() {
        return sourceIp;
    }

    @Override
    public String address() {
        return sourceIp + ":" + port;
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return certificate;
    }

    @Override
    public Optional<String> serverName() {
        return serverName;
    }

    /** Looks the certificate up again: its status may have changed since the handshake. */
    @Override
    public Identification identify() {
        if (certificate.isEmpty()) {
            return new Identification.Refused(new Reason.NoClientCertificate());
        }
        return switch (certificates.check(certificate.get(), serverName)) {
            case ClientCertificates.Outcome.Trusted trusted ->
                new Identification.Identified(
                        trusted.certificate().tenant(),
                        trusted.certificate().arn(),
                        trusted.certificate().certificateId());
            case ClientCertificates.Outcome.Refused refused -> new Identification.Refused(refused.reason());
        };
    }
}
