package dev.mooring.gateway.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The TLS contexts of the server's current identities; when the supplier has new ones (a renewed certificate), the next
 * connection gets them. BoringSSL where its library is there, the JDK's TLS elsewhere. Safe for threads.
 *
 * <p>TLS 1.2 and 1.3 with the suites of AWS's default security policy. No session is resumed: AWS offers no tickets,
 * and a resumed session would skip the check of the client's certificate.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/transport-security.html">AWS: transport security</a>
 */
public final class TlsContexts {
    /** Those of AWS's {@code IoTSecurityPolicy_TLS13_1_2_2022_10} that BoringSSL has, forward secrecy first. */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA");

    /**
     * Bytes that each connection has for records that the library writes of its own accord, such as alerts. What is
     * longer, as the handshake, goes in several pieces; Netty's 2048 are a sixth of all that an idle device takes.
     */
    private static final int RECORD_ROOM = 256;

    private final Supplier<List<ServerIdentity>> identities;
    private final ClientCertificates certificates;
    private final TlsPolicy policy;
    private final SslProvider provider;
    private volatile Built current;

    /** A context for each identity, in their order. */
    private record Built(List<ServerIdentity> identities, List<SslContext> contexts) {}

    /**
     * @param identities asked for every connection: must answer from memory. The preferred first; the last one is shown
     *     to whom no other can be shown
     */
    public TlsContexts(Supplier<List<ServerIdentity>> identities, ClientCertificates certificates, TlsPolicy policy)
            throws SSLException {
        this(identities, certificates, policy, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    TlsContexts(
            Supplier<List<ServerIdentity>> identities,
            ClientCertificates certificates,
            TlsPolicy policy,
            SslProvider provider)
            throws SSLException {
        this.identities = identities;
        this.certificates = certificates;
        this.policy = policy;
        this.provider = provider;
        this.current = build(identities.get());
    }

    /** The name of the TLS library in use. */
    public String library() {
        return provider == SslProvider.JDK ? "JDK" : OpenSsl.versionString();
    }

    /**
     * The context for a client: with the preferred certificate that it can verify, as AWS's endpoints do it.
     *
     * @throws SSLException if the supplier's new identities are unusable
     */
    public SslContext contextFor(ClientHello hello) throws SSLException {
        List<ServerIdentity> wanted = identities.get();
        Built built = current;
        if (!built.identities.equals(wanted)) {
            built = build(wanted);
            current = built;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (hello.verifiesEc() || !wanted.get(i).isEc()) {
                return built.contexts.get(i);
            }
        }
        return built.contexts.getLast();
    }

    private ApplicationProtocolConfig applicationProtocols() {
        return policy.applicationProtocols().isEmpty()
                ? ApplicationProtocolConfig.DISABLED
                : new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        // The only pair that all TLS libraries have: without a common protocol there is none.
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        policy.applicationProtocols());
    }

    private Built build(List<ServerIdentity> wanted) throws SSLException {
        List<SslContext> contexts = new ArrayList<>();
        for (ServerIdentity identity : wanted) {
            contexts.add(context(identity));
        }
        return new Built(wanted, contexts);
    }

    private SslContext context(ServerIdentity identity) throws SSLException {
        SslContext context = SslContextBuilder.forServer(
                        identity.key(), identity.chain().toArray(X509Certificate[]::new))
                .sslProvider(provider)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(CIPHER_SUITES, SupportedCipherSuiteFilter.INSTANCE)
                .clientAuth(policy.clientAuth())
                .trustManager(new ClientTrustManager(certificates))
                .applicationProtocolConfig(applicationProtocols())
                .build();
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        if (context instanceof ReferenceCountedOpenSslContext library) {
            library.setBioNonApplicationBufferSize(RECORD_ROOM);
        }
        return context;
    }
}
