package dev.mooring.gateway;

import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.mqtt.MqttLoops;
import dev.mooring.gateway.tls.ClientCertificates;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.OpenSsl;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners and their event loops. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long CLOSE_SECONDS = 3;

    /** Output beyond the upper mark makes a connection "not writable"; below the lower it is again. Bytes. */
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final EventLoopGroup loops;
    private final GatewayPorts ports;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Channel> listeners = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Addresses addresses =
            new Addresses(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Where the gateway listens; empty for what is off. */
    public record Addresses(
            Optional<InetSocketAddress> http,
            Optional<InetSocketAddress> https,
            Optional<InetSocketAddress> mqtts,
            Optional<InetSocketAddress> alpn,
            Optional<InetSocketAddress> mqtt) {}

    private Gateway(EventLoopGroup loops, GatewayPorts ports) {
        this.loops = loops;
        this.ports = ports;
    }

    /**
     * Opens all ports, or none.
     *
     * @throws IOException if a port is taken or the server's certificate is unusable
     */
    public static Gateway start(GatewayConfig config, GatewayPorts ports) throws IOException {
        Transport transport = Transport.best();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                config.eventLoops() > 0
                        ? config.eventLoops()
                        : Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("mooring-loop"),
                transport.ioHandler());
        Gateway gateway = new Gateway(loops, ports);
        try {
            gateway.open(config, transport);
            return gateway;
        } catch (IOException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /**
     * Loads Netty's native libraries ahead of {@link #start}, which would do it otherwise: on a thread of its own this
     * overlaps with the rest of a server's start.
     */
    public static void loadNatives() {
        LOG.debug("transport {}, BoringSSL {}", Transport.best(), OpenSsl.isAvailable());
    }

    public Addresses addresses() {
        return addresses;
    }

    private void open(GatewayConfig config, Transport transport) throws IOException {
        ClientCertificates certificates = new ClientCertificates(ports.certificates(), ports.clock());
        MqttLoops mqttLoops = new MqttLoops(ports.broker(), loops, ports.clock());
        // Sessions live on the loops, and must be there before the first client asks for one.
        ports.broker().restore();
        Pipelines pipelines = new Pipelines(config, ports, mqttLoops, certificates, connections);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS);
        addresses = new Addresses(
                listen(bootstrap, config.bind(), config.httpPort(), pipelines.http()),
                listen(bootstrap, config.bind(), config.httpsPort(), pipelines.https()),
                listen(bootstrap, config.bind(), config.mqttsPort(), pipelines.mqtts()),
                listen(bootstrap, config.bind(), config.alpnPort(), pipelines.alpn()),
                listen(bootstrap, InetAddress.getLoopbackAddress(), config.mqttPort(), pipelines.mqtt()));
        LOG.info("transport {}, TLS {}", transport, pipelines.tlsLibrary());
    }

    private Optional<InetSocketAddress> listen(
            ServerBootstrap bootstrap, InetAddress bind, OptionalInt port, ChannelHandler pipeline) throws IOException {
        if (port.isEmpty()) {
            return Optional.empty();
        }
        var opened = bootstrap
                .clone()
                .childHandler(pipeline)
                .bind(bind, port.getAsInt())
                .awaitUninterruptibly();
        if (!opened.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + bind.getHostAddress() + ":" + port.getAsInt() + ": "
                            + opened.cause().getMessage(),
                    opened.cause());
        }
        listeners.add(opened.channel());
        return Optional.of((InetSocketAddress) opened.channel().localAddress());
    }

    /** Accepts nothing more, publishes Wills and tells clients, sends what is on its way, and waits for the loops. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        ports.broker().closeAll(new Reason.ServerShutdown());
        connections.newCloseFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
