package dev.mooring.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Credentials;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslProvider;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** The fallback where the native library is missing: the JDK's TLS decides by the same registry. */
class JdkTlsTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");

    @Test
    void letsARegisteredCertificateIn() throws SSLException {
        X509Certificate certificate = Credentials.device(Instant.now());
        SSLEngine server = server(id -> Optional.of(new RegisteredCertificate(TENANT, id, "arn", "ACTIVE")));
        handshake(client(certificate), server);
        assertThat(server.getSession().getPeerCertificates()[0]).isEqualTo(certificate);
    }

    @Test
    void refusesAnUnregisteredOneWithTheReason() throws SSLException {
        X509Certificate certificate = Credentials.device(Instant.now());
        SSLEngine server = server(id -> Optional.empty());
        assertThatThrownBy(() -> handshake(client(certificate), server))
                .satisfies(failure ->
                        assertThat(HandshakeFailure.reasonOf(failure)).isInstanceOf(Reason.CertificateUnknown.class));
    }

    @Test
    void refusesAMissingOneWithTheReason() throws SSLException {
        SSLEngine server = server(id -> Optional.empty());
        assertThatThrownBy(() -> handshake(client(), server))
                .satisfies(failure ->
                        assertThat(HandshakeFailure.reasonOf(failure)).isInstanceOf(Reason.NoClientCertificate.class));
    }

    private static SSLEngine server(java.util.function.Function<String, Optional<RegisteredCertificate>> registry)
            throws SSLException {
        ClientCertificates certificates =
                new ClientCertificates((id, serverName) -> registry.apply(id), InstantSource.system());
        return new TlsContexts(Credentials::server, certificates, TlsPolicy.CERTIFICATE_REQUIRED, SslProvider.JDK)
                .contextFor(ClientHello.SILENT)
                .newEngine(UnpooledByteBufAllocator.DEFAULT);
    }

    private static SSLEngine client(X509Certificate... certificate) {
        SSLEngine engine = Credentials.client(certificate).createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        return engine;
    }

    private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        for (int i = 0; i < 100; i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(server.getHandshakeStatus()).isEqualTo(SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING);
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(1 << 16);
        engine.wrap(ByteBuffer.allocate(0), out);
        in.flip();
        engine.unwrap(in, plain);
        in.compact();
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
