package dev.mooring.gateway.alpn;

import dev.mooring.broker.Broker;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.door.Doorkeeper;
import dev.mooring.gateway.door.GuestPeer;
import dev.mooring.gateway.http.HttpPipeline;
import dev.mooring.gateway.mqtt.MqttHandler;
import dev.mooring.gateway.mqtt.MqttLimits;
import dev.mooring.gateway.mqtt.MqttLoops;
import dev.mooring.gateway.tls.CertificatePeer;
import dev.mooring.gateway.tls.ClientCertificates;
import dev.mooring.gateway.tls.ClientHello;
import dev.mooring.gateway.tls.HandshakeFailure;
import dev.mooring.gateway.tls.HelloHandler;
import dev.mooring.gateway.tls.ServerIdentity;
import dev.mooring.gateway.tls.TlsContexts;
import dev.mooring.gateway.tls.TlsPolicy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** What stands in a channel of the ALPN port: first a look at the ClientHello, then TLS, then the door. Safe for threads. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
public final class AlpnPort {
    private final Surroundings around;
    private final ClientCertificates certificates;
    private final Map<Door, TlsContexts> contexts = new EnumMap<>(Door.class);

    /**
     * What the doors lead to.
     *
     * @param blocking runs the parts of TLS handshakes that ask the registry
     */
    public record Surroundings(
            Broker broker,
            MqttLoops loops,
            MqttLimits limits,
            HttpPipeline http,
            Doorkeeper doorkeeper,
            Duration handshakeTimeout,
            Executor blocking) {}

    /** @throws SSLException if an identity of the server is unusable */
    public AlpnPort(Surroundings around, Supplier<List<ServerIdentity>> identities, ClientCertificates certificates)
            throws SSLException {
        this.around = around;
        this.certificates = certificates;
        TlsContexts withCertificate = contexts(identities, certificates, true);
        TlsContexts without = contexts(identities, certificates, false);
        for (Door door : Door.values()) {
            contexts.put(door, door.asksForCertificate() ? withCertificate : without);
        }
    }

    private static TlsContexts contexts(
            Supplier<List<ServerIdentity>> identities, ClientCertificates certificates, boolean withCertificate)
            throws SSLException {
        List<String> protocols = Arrays.stream(Door.values())
                .filter(door -> door.asksForCertificate() == withCertificate)
                .map(Door::protocol)
                .toList();
        return new TlsContexts(
                identities,
                certificates,
                new TlsPolicy(withCertificate ? ClientAuth.REQUIRE : ClientAuth.NONE, protocols));
    }

    public void addTo(Channel channel, InetSocketAddress address) {
        CertificatePeer peer =
                new CertificatePeer(address.getAddress().getHostAddress(), address.getPort(), certificates);
        Consumer<Reason> refused =
                reason -> around.broker().refused(UUID.randomUUID().toString(), peer.address(), reason);
        channel.pipeline()
                .addLast(new HelloHandler(this::contextFor, refused, around.handshakeTimeout(), around.blocking()))
                .addLast(new Hall(peer, address.getPort(), refused));
    }

    /** The door that a client wants decides whether it is asked for a certificate. */
    private SslContext contextFor(ClientHello hello) throws SSLException {
        return Objects.requireNonNull(contexts.get(Door.of(hello.applicationProtocols())))
                .contextFor(hello);
    }

    /** Waits for the end of the handshake and opens the door that was agreed on. */
    private final class Hall extends ChannelInboundHandlerAdapter {
        private final CertificatePeer peer;
        private final int port;
        private final Consumer<Reason> refused;
        private boolean ended;

        Hall(CertificatePeer peer, int port, Consumer<Reason> refused) {
            this.peer = peer;
            this.port = port;
            this.refused = refused;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done && !ended) {
                ended = true;
                if (done.isSuccess()) {
                    SslHandler tls = context.pipeline().get(SslHandler.class);
                    peer.handshakeDone(tls.engine().getSession());
                    open(context.pipeline(), Optional.ofNullable(tls.applicationProtocol()));
                    context.pipeline().remove(this);
                } else {
                    refused.accept(HandshakeFailure.reasonOf(done.cause()));
                    context.close();
                }
            }
            context.fireUserEventTriggered(event);
        }

        private void open(ChannelPipeline pipeline, Optional<String> protocol) {
            switch (Door.of(protocol.stream().toList())) {
                case MQTT_WITH_CERTIFICATE ->
                    pipeline.addLast(new MqttHandler(around.broker(), around.loops(), around.limits(), peer));
                case MQTT ->
                    pipeline.addLast(new MqttHandler(
                            around.broker(),
                            around.loops(),
                            around.limits(),
                            new GuestPeer(
                                    peer.sourceIp(),
                                    port,
                                    peer.serverName(),
                                    around.doorkeeper().mqtt(peer.serverName()))));
                case HTTP_WITH_CERTIFICATE, HTTP -> around.http().addTo(pipeline, peer.sourceIp(), Optional.of(peer));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // The handshake's own failure has been told above; it comes by here a second time.
            context.close();
        }
    }
}
