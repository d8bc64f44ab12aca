package dev.mooring.gateway.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The TLS context of the server's current identity; when the supplier has a new one (a renewed certificate), the next
 * connection gets it. BoringSSL where its library is there, the JDK's TLS elsewhere. Safe for threads.
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

    private final Supplier<ServerIdentity> identities;
    private final ClientCertificates certificates;
    private final TlsPolicy policy;
    private final SslProvider provider;
    private volatile Built current;

    private record Built(ServerIdentity identity, SslContext context) {}

    /** @param identities asked for every connection: must answer from memory */
    public TlsContexts(Supplier<ServerIdentity> identities, ClientCertificates certificates, TlsPolicy policy)
            throws SSLException {
        this(identities, certificates, policy, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    TlsContexts(
            Supplier<ServerIdentity> identities,
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
     * @throws SSLException if the supplier's new identity is unusable
     */
    public SslContext current() throws SSLException {
        ServerIdentity identity = identities.get();
        Built built = current;
        if (!built.identity.equals(identity)) {
            built = build(identity);
            current = built;
        }
        return built.context;
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

    private Built build(ServerIdentity identity) throws SSLException {
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
        return new Built(identity, context);
    }
}
