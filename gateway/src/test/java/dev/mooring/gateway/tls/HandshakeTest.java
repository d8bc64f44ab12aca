package dev.mooring.gateway.tls;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.ping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Credentials;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets through the TLS handshake of the device ports, and what is recorded of the others. */
class HandshakeTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theNativeTlsLibraryIsInUseOnThisMachine() {
        assertThat(OpenSsl.isAvailable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anActiveCertificateConnects(String protocol) throws IOException {
        X509Certificate certificate = server.register("ACTIVE");
        try (RawClient client = tls(protocol, Credentials.client(certificate))) {
            client.send(connect("device", true, 60));
            assertThat(client.read().body()).containsExactly(0, 0);
            assertThat(server.permissions.contexts.getFirst().principalId()).isEqualTo(Credentials.id(certificate));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMissingCertificateIsRefused(String protocol) {
        assertRefused(protocol, Credentials.client());
        assertThat(refusal()).isInstanceOf(Reason.NoClientCertificate.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anUnregisteredCertificateIsRefusedThoughOurOwnCaSignedIt(String protocol) {
        X509Certificate certificate = Credentials.device(Instant.now());
        assertRefused(protocol, Credentials.client(certificate));
        assertThat(refusal()).isInstanceOfSatisfying(Reason.CertificateUnknown.class, unknown -> {
            assertThat(unknown.certificateId()).isEqualTo(Credentials.id(certificate));
            assertThat(unknown.subject()).contains("AWS IoT Certificate");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"INACTIVE", "REVOKED", "PENDING_TRANSFER", "PENDING_ACTIVATION", "REGISTER_INACTIVE"})
    void aCertificateThatIsNotActiveIsRefused(String status) {
        assertRefused("TLSv1.3", Credentials.client(server.register(status)));
        assertThat(refusal()).isInstanceOfSatisfying(Reason.CertificateNotActive.class, not -> assertThat(not.status())
                .isEqualTo(status));
    }

    @Test
    void anExpiredCertificateIsRefused() {
        X509Certificate certificate = server.register("ACTIVE");
        server.clock.advance(Duration.between(
                server.clock.instant(), certificate.getNotAfter().toInstant().plusSeconds(1)));
        assertRefused("TLSv1.3", Credentials.client(certificate));
        assertThat(refusal()).isInstanceOf(Reason.CertificateNotValidNow.class);
    }

    @Test
    void aCertificateOfTheFutureIsRefused() {
        X509Certificate certificate = server.register("ACTIVE");
        server.clock.advance(Duration.ofDays(-2));
        assertRefused("TLSv1.3", Credentials.client(certificate));
        assertThat(refusal()).isInstanceOf(Reason.CertificateNotValidNow.class);
    }

    @Test
    void plainBytesOnTheTlsPortAreRefused() throws IOException {
        try (RawClient client = new RawClient(server.mqtts())) {
            client.send(connect("device", true, 60));
            Eventually.that("refused", () -> server.recorded(ClientEvent.Kind.REFUSED, Reason.HandshakeFailed.class));
        }
    }

    @Test
    void aCertificateDeactivatedBetweenHandshakeAndConnectIsRefused() throws IOException {
        X509Certificate certificate = server.register("ACTIVE");
        try (RawClient client = tls("TLSv1.2", Credentials.client(certificate))) {
            server.setStatus(certificate, "INACTIVE");
            client.send(connect("device", true, 60));
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(refusal()).isInstanceOf(Reason.CertificateNotActive.class);
    }

    @Test
    void deactivatingACertificateDisconnectsItsClientsAndNoOthers() throws IOException {
        X509Certificate certificate = server.register("ACTIVE");
        X509Certificate other = server.register("ACTIVE");
        try (RawClient one = tls("TLSv1.3", Credentials.client(certificate));
                RawClient two = tls("TLSv1.3", Credentials.client(certificate));
                RawClient three = tls("TLSv1.3", Credentials.client(other))) {
            one.send(connect("one", true, 60)).read();
            two.send(connect("two", true, 60)).read();
            three.send(connect("three", true, 60)).read();
            String id = Credentials.id(certificate);
            server.setStatus(certificate, "INACTIVE");
            server.broker.disconnectPrincipal(TestServer.TENANT, id, new Reason.CertificateDeactivated(id));
            assertThat(one.isClosedByServer()).isTrue();
            assertThat(two.isClosedByServer()).isTrue();
            three.send(ping());
            assertThat(three.read().type()).isEqualTo(13);
        }
    }

    @Test
    void aConnectUnderWayDoesNotSlipThroughADeactivation() throws IOException {
        X509Certificate certificate = server.register("ACTIVE");
        String id = Credentials.id(certificate);
        var gate = server.permissions.holdConnects();
        try (RawClient client = tls("TLSv1.3", Credentials.client(certificate))) {
            client.send(connect("late", true, 60));
            Eventually.that("the CONNECT is being judged", () -> server.permissions.contexts.size() == 1);
            server.setStatus(certificate, "INACTIVE");
            server.broker.disconnectPrincipal(TestServer.TENANT, id, new Reason.CertificateDeactivated(id));
            gate.countDown();
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(refusal()).isInstanceOf(Reason.CertificateNotActive.class);
    }

    @Test
    void aRenewedServerCertificateIsShownToTheNextConnection() throws Exception {
        SSLContext context = Credentials.client(server.register("ACTIVE"));
        X509Certificate before = shown(context);
        server.identities = Credentials.server();
        assertThat(shown(context))
                .isNotEqualTo(before)
                .isEqualTo(server.identities.getFirst().chain().getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, , EC",
        "TLSv1.3, rsa_pss_rsae_sha256, RSA",
        "TLSv1.3, rsa_pss_rsae_sha256 ecdsa_secp384r1_sha384, RSA",
        "TLSv1.3, rsa_pss_rsae_sha256 ecdsa_secp256r1_sha256, EC",
        "TLSv1.2, , EC",
        "TLSv1.2, rsa_pkcs1_sha256, RSA"
    })
    void eachClientIsShownACertificateThatItCanVerify(String protocol, @Nullable String schemes, String algorithm)
            throws Exception {
        // The client's own certificate and the root's signature on the server's are RSA with PKCS #1.
        SSLContext context = Credentials.client(server.register("ACTIVE"));
        try (SSLSocket socket = socket(protocol, context)) {
            if (schemes != null) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setSignatureSchemes((schemes + " rsa_pkcs1_sha256").split(" "));
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            assertThat(socket.getSession()
                            .getPeerCertificates()[0]
                            .getPublicKey()
                            .getAlgorithm())
                    .isEqualTo(algorithm);
        }
    }

    private X509Certificate shown(SSLContext context) throws IOException {
        try (SSLSocket socket = socket("TLSv1.3", context)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private Reason refusal() {
        Eventually.that("a refusal", () -> server.events.stream().anyMatch(e -> e.kind() == ClientEvent.Kind.REFUSED));
        ClientEvent event = server.events.stream()
                .filter(e -> e.kind() == ClientEvent.Kind.REFUSED)
                .findFirst()
                .orElseThrow();
        assertThat(event.address()).startsWith("127.0.0.1:");
        return event.reason();
    }

    /** In TLS 1.3 a client learns of the refusal at its first read. */
    private void assertRefused(String protocol, SSLContext context) {
        try (RawClient client = tls(protocol, context)) {
            client.send(connect("device", true, 60));
            assertThat(client.isClosedByServer()).as("nothing is ever answered").isTrue();
        } catch (IOException expected) {
            // An alert, in the handshake or at the first write.
        }
    }

    private RawClient tls(String protocol, SSLContext context) throws IOException {
        SSLSocket socket = socket(protocol, context);
        socket.startHandshake();
        return new RawClient(socket);
    }

    private SSLSocket socket(String protocol, SSLContext context) throws IOException {
        Socket plain = new Socket("127.0.0.1", server.mqtts());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", server.mqtts(), true);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(20_000);
        return socket;
    }
}
