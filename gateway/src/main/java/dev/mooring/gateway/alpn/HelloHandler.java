package dev.mooring.gateway.alpn;

import dev.mooring.core.reason.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a client's first message to know which door it wants, since that decides whether it is asked for a
 * certificate. Then the TLS handler of that door takes its place and sees the same message. Owned by the channel's event
 * loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
final class HelloHandler extends SslClientHelloHandler<Door> {
    /** The longest that BoringSSL takes; clients send a few hundred bytes. */
    private static final int MAX_HELLO_BYTES = 16 * 1024;

    private final Opening opening;
    private final Consumer<Reason> refused;
    private final Duration timeout;

    /** Puts TLS for this door in the place of this handler. */
    @FunctionalInterface
    interface Opening {
        void open(ChannelHandlerContext here, Door door);
    }

    HelloHandler(Opening opening, Consumer<Reason> refused, Duration timeout) {
        super(MAX_HELLO_BYTES);
        this.opening = opening;
        this.refused = refused;
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        context.executor()
                .schedule(
                        () -> {
                            if (!context.isRemoved()) {
                                refused.accept(new Reason.HandshakeFailed(
                                        "no ClientHello within " + timeout.toSeconds() + " s"));
                                context.close();
                            }
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** @param hello none when the bytes are no ClientHello: any TLS handler refuses them */
    @Override
    protected Future<Door> lookup(ChannelHandlerContext context, @Nullable ByteBuf hello) {
        List<String> offered = hello == null ? List.of() : ClientHello.applicationProtocols(hello);
        return context.executor().newSucceededFuture(Door.of(offered));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, Future<Door> found) {
        opening.open(context, found.getNow());
    }
}
