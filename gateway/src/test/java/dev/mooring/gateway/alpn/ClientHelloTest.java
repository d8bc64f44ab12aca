package dev.mooring.gateway.alpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first message of a handshake, as the JDK's TLS writes it, and broken. */
class ClientHelloTest {
    private static final int RECORD_AND_HANDSHAKE_HEADER = 5 + 4;

    @ParameterizedTest
    @ValueSource(strings = {"", "mqtt", "x-amzn-mqtt-ca", "h2,http/1.1", "a,b,c,d,e"})
    void theOfferedProtocolsAreReadInOrder(String list) throws Exception {
        List<String> offered = list.isEmpty() ? List.of() : List.of(list.split(","));
        byte[] hello = hello(offered);
        assertThat(ClientHello.applicationProtocols(Unpooled.wrappedBuffer(hello)))
                .isEqualTo(offered);
    }

    @Test
    void theBytesAreOnlyLookedAt() throws Exception {
        ByteBuf hello = Unpooled.wrappedBuffer(hello(List.of("mqtt")));
        int length = hello.readableBytes();
        ClientHello.applicationProtocols(hello);
        assertThat(hello.readableBytes()).isEqualTo(length);
    }

    @Test
    void aDoorIsTheFirstOfOursAmongTheOffered() {
        assertThat(Door.of(List.of())).isEqualTo(Door.HTTP);
        assertThat(Door.of(List.of("h2"))).isEqualTo(Door.HTTP);
        assertThat(Door.of(List.of("h2", "http/1.1"))).isEqualTo(Door.HTTP);
        assertThat(Door.of(List.of("mqtt"))).isEqualTo(Door.MQTT);
        assertThat(Door.of(List.of("http/1.1", "x-amzn-http-ca"))).isEqualTo(Door.HTTP_WITH_CERTIFICATE);
        assertThat(Door.of(List.of("mqtt", "x-amzn-mqtt-ca"))).isEqualTo(Door.MQTT_WITH_CERTIFICATE);
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
            List<String> read = ClientHello.applicationProtocols(broken);
            assertThat(read.size()).isLessThan(bytes.length);
        }
    }

    private static byte[] hello(List<String> protocols) throws NoSuchAlgorithmException, SSLException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        engine.setSSLParameters(parameters);
        ByteBuffer record = ByteBuffer.allocate(32 * 1024);
        engine.wrap(ByteBuffer.allocate(0), record);
        record.flip();
        byte[] hello = new byte[record.remaining() - RECORD_AND_HANDSHAKE_HEADER];
        record.get(RECORD_AND_HANDSHAKE_HEADER, hello);
        return hello;
    }
}
