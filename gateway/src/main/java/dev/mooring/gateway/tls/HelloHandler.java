package dev.mooring.gateway.tls;

import dev.mooring.core.reason.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a client's first message, since that decides which certificate it is shown and, on the ALPN port, whether it
 * is asked for one. Then the TLS handler takes its place and sees the same message. Owned by the channel's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
public final class HelloHandler extends SslClientHelloHandler<ClientHello> {
    private static final Logger LOG = LoggerFactory.getLogger(HelloHandler.class);

    /** The longest that BoringSSL takes; clients send a few hundred bytes. */
    private static final int MAX_HELLO_BYTES = 16 * 1024;

    private final Contexts contexts;
    private final Consumer<Reason> onFailure;
    private final Duration timeout;
    private final Executor blocking;
    private @Nullable ScheduledFuture<?> deadline;

    /** Which TLS context a client gets. */
    @FunctionalInterface
    public interface Contexts {
        SslContext of(ClientHello hello) throws SSLException;
    }

    /**
     * @param onFailure told when the client says nothing; how a handshake ends is told by {@link HandshakeListener}
     * @param timeout for the first message, and again for the handshake
     * @param blocking runs the parts of the handshake that ask the registry
     */
    public HelloHandler(Contexts contexts, Consumer<Reason> onFailure, Duration timeout, Executor blocking) {
        super(MAX_HELLO_BYTES);
        this.contexts = contexts;
        this.onFailure = onFailure;
        this.timeout = timeout;
        this.blocking = blocking;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        deadline = context.executor()
                .schedule(
                        () -> fail(context, "no ClientHello within " + timeout.toSeconds() + " s"),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        stopClock();
        super.handlerRemoved0(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        fail(context, "the client closed the connection");
        super.channelInactive(context);
    }

    private void fail(ChannelHandlerContext context, String detail) {
        stopClock();
        onFailure.accept(new Reason.HandshakeFailed(detail));
        context.close();
    }

    private void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** @param hello none when the bytes are no ClientHello: any TLS handler refuses them */
    @Override
    protected Future<ClientHello> lookup(ChannelHandlerContext context, @Nullable ByteBuf hello) {
        return context.executor().newSucceededFuture(hello == null ? ClientHello.SILENT : ClientHello.read(hello));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, Future<ClientHello> found) {
        try {
            SslHandler tls = contexts.of(found.getNow()).newHandler(context.alloc(), blocking);
            tls.setHandshakeTimeoutMillis(timeout.toMillis());
            context.pipeline().replace(this, null, tls);
        } catch (SSLException e) {
            LOG.error("TLS for {} could not be set up", context.channel().remoteAddress(), e);
            context.close();
        }
    }
}
