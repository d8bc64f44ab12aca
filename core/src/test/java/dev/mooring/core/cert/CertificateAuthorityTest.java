package dev.mooring.core.cert;

import static dev.mooring.core.cert.CertTesting.NOW;
import static dev.mooring.core.cert.CertTesting.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
    private static CertificateAuthority authority;
    private static KeyPair keys;

    @BeforeAll
    static void makeAuthority() {
        authority = CertificateAuthority.create(new RsaKeyPairs(RANDOM).next(), NOW, RANDOM);
        keys = new RsaKeyPairs(RANDOM).next();
    }

    @Test
    void theRootSignsItselfAndOnlyCertificates() throws Exception {
        X509Certificate root = authority.certificate();
        root.verify(root.getPublicKey());
        root.checkValidity(Date.from(NOW));
        assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=Mooring Root CA");
        assertThat(root.getBasicConstraints()).isPositive();
        assertThat(root.getKeyUsage()).startsWith(false, false, false, false, false, true, true);
        assertThat(root.getNotAfter()).isEqualTo(Date.from(CertificateAuthority.NOT_AFTER));
    }

    @Test
    void deviceCertificatesLookLikeThoseOfAws() throws Exception {
        X509Certificate device = authority.issueDevice(keys.getPublic(), NOW);
        validate(device, NOW);
        assertThat(device.getSubjectX500Principal().getName()).isEqualTo("CN=AWS IoT Certificate");
        assertThat(device.getNotAfter().toInstant()).isEqualTo(Instant.parse("2049-12-31T23:59:59Z"));
        assertThat(device.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(2)));
        assertThat(device.getBasicConstraints()).isEqualTo(-1);
        assertThat(device.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(Certificates.certificateId(device)).matches("[0-9a-f]{64}");
    }

    @Test
    void theSameRequestTwiceGivesDifferentCertificates() throws Exception {
        CertificateSigningRequest request = CertificateSigningRequest.parse(
                CertTesting.csr("CN=thermostat,O=Example", keys, keys, "SHA256withRSA"));
        X509Certificate first = authority.issueDevice(request, NOW);
        X509Certificate second = authority.issueDevice(request, NOW);
        validate(first, NOW);
        assertThat(first.getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(first.getSubjectX500Principal().getName()).contains("CN=thermostat");
        assertThat(Certificates.certificateId(first)).isNotEqualTo(Certificates.certificateId(second));
        assertThat(first.getSerialNumber()).isPositive();
    }

    @Test
    void aTlsClientThatTrustsTheRootAcceptsTheServerByEachOfItsNames() throws Exception {
        X509Certificate server = authority.issueServer(
                keys.getPublic(),
                new ServerNames(
                        List.of("localhost", "mooring.example"),
                        List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"))),
                NOW);
        validate(server, NOW);
        validate(server, NOW.plus(Duration.ofDays(395)));
        assertThatThrownBy(() -> validate(server, NOW.plus(Duration.ofDays(397))))
                .hasMessageContaining("validity");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");

        X509Certificate today = authority.issueServer(
                keys.getPublic(),
                new ServerNames(
                        List.of("localhost", "mooring.example"),
                        List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"))),
                Instant.now());
        for (String name : List.of("localhost", "mooring.example", "127.0.0.1", "::1")) {
            assertThat(handshake(today, name)).as(name).isEqualTo("hello");
        }
        assertThatThrownBy(() -> handshake(today, "other.example")).hasMessageContaining("other.example");
    }

    @Test
    void refusesToBeBuiltOnALeaf() {
        X509Certificate leaf = authority.issueDevice(keys.getPublic(), NOW);
        assertThatThrownBy(() -> new CertificateAuthority(leaf, keys.getPrivate(), RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the certificate of an authority");
    }

    private static void validate(X509Certificate leaf, Instant at) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
    }

    /** A real handshake over a socket with host name verification. */
    private static String handshake(X509Certificate server, String name) throws Exception {
        KeyStore serverKeys = KeyStore.getInstance("PKCS12");
        serverKeys.load(null, null);
        serverKeys.setKeyEntry("server", keys.getPrivate(), new char[0], new X509Certificate[] {server});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(serverKeys, new char[0]);
        SSLContext serverContext = SSLContext.getInstance("TLS");
        serverContext.init(keyManagers.getKeyManagers(), null, null);

        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("root", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext clientContext = SSLContext.getInstance("TLS");
        clientContext.init(null, trust.getTrustManagers(), null);

        try (SSLServerSocket listener = (SSLServerSocket) serverContext
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            executor.submit(() -> {
                try (var accepted = listener.accept()) {
                    accepted.getOutputStream().write("hello".getBytes());
                }
                return null;
            });
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                    SSLSocket socket = (SSLSocket)
                            clientContext.getSocketFactory().createSocket(plain, name, listener.getLocalPort(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                return new String(socket.getInputStream().readAllBytes());
            }
        }
    }
}
