package dev.mooring.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first message of a handshake, as the JDK's TLS writes it, and broken. */
class ClientHelloTest {
    private static final int RECORD_AND_HANDSHAKE_HEADER = 5 + 4;

    @ParameterizedTest
    @ValueSource(strings = {"", "mqtt", "x-amzn-mqtt-ca", "h2,http/1.1", "a,b,c,d,e"})
    void theOfferedProtocolsAreReadInOrder(String list) throws Exception {
        List<String> offered = list.isEmpty() ? List.of() : List.of(list.split(","));
        byte[] hello = hello(offered);
        assertThat(ClientHello.read(Unpooled.wrappedBuffer(hello)).applicationProtocols())
                .isEqualTo(offered);
    }

    @Test
    void theBytesAreOnlyLookedAt() throws Exception {
        ByteBuf hello = Unpooled.wrappedBuffer(hello(List.of("mqtt")));
        int length = hello.readableBytes();
        ClientHello.read(hello);
        assertThat(hello.readableBytes()).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, x25519, ecdsa_secp256r1_sha256, TLS_AES_128_GCM_SHA256, true",
        "TLSv1.3, x25519, ecdsa_secp384r1_sha384, TLS_AES_128_GCM_SHA256, false",
        "TLSv1.3, x25519, rsa_pss_rsae_sha256, TLS_AES_128_GCM_SHA256, false",
        "TLSv1.2, secp256r1, ecdsa_secp256r1_sha256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true",
        "TLSv1.2, secp256r1, ecdsa_secp256r1_sha256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, false",
        "TLSv1.2, secp384r1, ecdsa_secp256r1_sha256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, false",
        "TLSv1.2, secp256r1, rsa_pkcs1_sha256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, false"
    })
    void anEllipticCurveCertificateIsForThoseWhoSayThatTheyCanVerifyIt(
            String version, String group, String scheme, String suite, boolean verifies) throws Exception {
        byte[] hello = hello(parameters -> {
            parameters.setProtocols(new String[] {version});
            parameters.setNamedGroups(new String[] {group});
            parameters.setSignatureSchemes(new String[] {scheme});
            parameters.setCipherSuites(new String[] {suite});
        });
        assertThat(ClientHello.read(Unpooled.wrappedBuffer(hello)).verifiesEc()).isEqualTo(verifies);
    }

    /** Seeded; raise the number of inputs with -Dmooring.fuzz. */
    @Test
    void whateverArrivesIsReadWithoutAnError() throws Exception {
        byte[] good = hello(List.of("x-amzn-mqtt-ca", "http/1.1"));
        Random random = new Random(443);
        int inputs = Integer.getInteger("mooring.fuzz", 100_000);
        for (int i = 0; i < inputs; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            ByteBuf broken = Unpooled.wrappedBuffer(bytes, 0, random.nextInt(bytes.length + 1));
            List<String> read = ClientHello.read(broken).applicationProtocols();
            assertThat(read.size()).isLessThan(bytes.length);
        }
    }

    private static byte[] hello(List<String> protocols) throws NoSuchAlgorithmException, SSLException {
        return hello(parameters -> parameters.setApplicationProtocols(protocols.toArray(String[]::new)));
    }

    private static byte[] hello(Consumer<SSLParameters> choice) throws NoSuchAlgorithmException, SSLException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        choice.accept(parameters);
        engine.setSSLParameters(parameters);
        ByteBuffer record = ByteBuffer.allocate(32 * 1024);
        engine.wrap(ByteBuffer.allocate(0), record);
        record.flip();
        byte[] hello = new byte[record.remaining() - RECORD_AND_HANDSHAKE_HEADER];
        record.get(RECORD_AND_HANDSHAKE_HEADER, hello);
        return hello;
    }
}
