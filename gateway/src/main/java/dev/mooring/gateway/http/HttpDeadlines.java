package dev.mooring.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches how long a client takes, so that dripping bytes does not hold a connection. Stands in front of the decoder to
 * see whether a request has begun. Owned by the channel's event loop.
 */
final class HttpDeadlines extends ChannelInboundHandlerAdapter {
    /** Told by a user event when time is up. */
    enum TimeUp {
        /** No request was under way: nobody waits for an answer. */
        IDLE,
        /** A request has begun and not ended. */
        WITHIN_REQUEST
    }

    private final HttpLimits limits;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> deadline;
    private boolean begun;

    HttpDeadlines(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        watch(limits.idleTimeout());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        stop();
        context = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            begun = true;
        }
        reading.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext closing) {
        stop();
        closing.fireChannelInactive();
    }

    void headersRead() {
        watch(limits.bodyTimeout());
    }

    /** The request is complete: from now on it is our time that passes. */
    void requestRead() {
        stop();
        begun = false;
    }

    void responseSent() {
        watch(limits.idleTimeout());
    }

    private void watch(Duration limit) {
        stop();
        ChannelHandlerContext here = context;
        if (here != null && here.channel().isOpen()) {
            deadline = here.executor()
                    .schedule(
                            () -> here.fireUserEventTriggered(begun ? TimeUp.WITHIN_REQUEST : TimeUp.IDLE),
                            limit.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
