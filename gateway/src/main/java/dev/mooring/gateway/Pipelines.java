package dev.mooring.gateway;

import dev.mooring.broker.Peer;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.alpn.AlpnPort;
import dev.mooring.gateway.http.HttpPipeline;
import dev.mooring.gateway.mqtt.AnonymousPeer;
import dev.mooring.gateway.mqtt.AssumedPeer;
import dev.mooring.gateway.mqtt.MqttHandler;
import dev.mooring.gateway.mqtt.MqttLoops;
import dev.mooring.gateway.tls.CertificatePeer;
import dev.mooring.gateway.tls.ClientCertificates;
import dev.mooring.gateway.tls.HandshakeListener;
import dev.mooring.gateway.tls.HelloHandler;
import dev.mooring.gateway.tls.TlsContexts;
import dev.mooring.gateway.tls.TlsPolicy;
import dev.mooring.gateway.ws.WebSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands in a channel of each port, and why in this order. Safe for threads. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
final class Pipelines {
    private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final MqttLoops loops;
    private final TlsContexts tls;
    private final TlsContexts httpsTls;
    private final AlpnPort alpn;
    private final ClientCertificates certificates;
    private final ChannelGroup connections;
    private final ConnectionLimiter limiter;
    private final HttpPipeline httpPipeline;

    Pipelines(
            GatewayConfig config,
            GatewayPorts ports,
            MqttLoops loops,
            ClientCertificates certificates,
            ChannelGroup connections)
            throws SSLException {
        this.config = config;
        this.ports = ports;
        this.loops = loops;
        this.tls = new TlsContexts(ports.serverIdentities(), certificates, TlsPolicy.CERTIFICATE_REQUIRED);
        this.httpsTls = new TlsContexts(ports.serverIdentities(), certificates, TlsPolicy.CERTIFICATE_OR_SIGNATURE);
        this.certificates = certificates;
        this.connections = connections;
        this.limiter = new ConnectionLimiter(config.connectionsPerAddress());
        this.httpPipeline = new HttpPipeline(
                config.http(),
                ports.http(),
                ports.clock(),
                ports.blocking(),
                new WebSockets(ports.broker(), loops, config.mqtt(), ports.doorkeeper()));
        this.alpn = new AlpnPort(
                new AlpnPort.Surroundings(
                        ports.broker(),
                        loops,
                        config.mqtt(),
                        httpPipeline,
                        ports.doorkeeper(),
                        config.handshakeTimeout(),
                        ports.blocking()),
                ports.serverIdentities(),
                certificates);
    }

    ChannelHandler mqtt() {
        return admit((channel, address) -> channel.pipeline()
                .addLast(new MqttHandler(
                        ports.broker(),
                        loops,
                        config.mqtt(),
                        plainPeer(address.getAddress().getHostAddress(), address.getPort()))));
    }

    private Peer plainPeer(String sourceIp, int port) {
        return config.plainPrincipal().isPresent()
                ? new AssumedPeer(config.plainPrincipal().get(), ports.certificates(), sourceIp, port)
                : new AnonymousPeer(config.plainTenant(), sourceIp, port);
    }

    ChannelHandler mqtts() {
        return admit((channel, address) -> {
            CertificatePeer peer = peer(address);
            MqttHandler mqtt = new MqttHandler(ports.broker(), loops, config.mqtt(), peer);
            addTls(tls, channel, peer, mqtt::fail);
            channel.pipeline().addLast(mqtt);
        });
    }

    ChannelHandler http() {
        return admit((channel, address) ->
                httpPipeline.addTo(channel.pipeline(), address.getAddress().getHostAddress(), Optional.empty()));
    }

    ChannelHandler https() {
        return admit((channel, address) -> {
            CertificatePeer peer = peer(address);
            addTls(httpsTls, channel, peer, reason -> refused(peer.address(), reason));
            httpPipeline.addTo(channel.pipeline(), peer.sourceIp(), Optional.of(peer));
        });
    }

    ChannelHandler alpn() {
        return admit(alpn::addTo);
    }

    /** The name of the TLS library in use. */
    String tlsLibrary() {
        return tls.library();
    }

    private CertificatePeer peer(InetSocketAddress address) {
        return new CertificatePeer(address.getAddress().getHostAddress(), address.getPort(), certificates);
    }

    /** TLS first; the listener behind it learns how the handshake ended before anything else reads. */
    private void addTls(TlsContexts contexts, Channel channel, CertificatePeer peer, Consumer<Reason> onFailure) {
        channel.pipeline()
                .addLast(new HelloHandler(contexts::contextFor, onFailure, config.handshakeTimeout(), ports.blocking()))
                .addLast(new HandshakeListener(peer, onFailure));
    }

    private void refused(String address, Reason reason) {
        ports.broker().refused(UUID.randomUUID().toString(), address, reason);
    }

    /** Counts connections by address before anything is spent on them. */
    private ChannelHandler admit(Setup setup) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) throws Exception {
                // A client that has gone already has no address.
                if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
                    channel.close();
                    return;
                }
                if (!limiter.tryOpen(address.getAddress())) {
                    refused(
                            address.getAddress().getHostAddress() + ":" + address.getPort(),
                            new Reason.QuotaExceeded(
                                    "connections from one address", limiter.limit(), limiter.limit() + 1L));
                    channel.close();
                    return;
                }
                channel.closeFuture().addListener(closed -> limiter.closed(address.getAddress()));
                connections.add(channel);
                setup.fill(channel, address);
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                LOG.error("a connection could not be set up", cause);
                context.close();
            }
        };
    }

    @FunctionalInterface
    private interface Setup {
        void fill(Channel channel, InetSocketAddress address);
    }
}
