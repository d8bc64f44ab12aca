package dev.mooring.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection that the server closes. A socket closed with unread input is reset, and a reset makes the
 * client's system throw away what it has not read yet: the DISCONNECT that says why. So only our half is closed first;
 * what still comes in is read and thrown away until the client closes its half too, or its time is over. Stateless.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
final class Farewell {
    /** How long a closing connection may take to accept what was sent to it. */
    private static final long WRITE_SECONDS = 2;

    /** How long the client may take to close its half. */
    private static final long LINGER_MILLIS = 1000;

    private Farewell() {}

    /** @param last what is still to be sent; released */
    static void send(ChannelHandlerContext context, ByteBuf last) {
        ChannelFuture written = context.writeAndFlush(last);
        if (written.isDone()) {
            closeHalf(context);
        } else {
            written.addListener(done -> closeHalf(context));
            context.executor().schedule(() -> context.close(), WRITE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void closeHalf(ChannelHandlerContext context) {
        if (!(context.channel() instanceof SocketChannel channel) || !channel.isActive()) {
            context.close();
            return;
        }
        Optional<SslHandler> tls = Optional.empty();
        for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
            if (handler.getValue() == context.handler()) {
                break;
            }
            if (!(handler.getValue() instanceof SslHandler ssl)) {
                // Some framing between has its own way to end.
                context.close();
                return;
            }
            tls = Optional.of(ssl);
        }
        if (tls.isPresent()) {
            tls.get().closeOutbound().addListener(told -> linger(channel));
        } else {
            linger(channel);
        }
    }

    private static void linger(SocketChannel channel) {
        channel.shutdownOutput();
        channel.config().setAutoRead(true);
        scheduleClose(channel);
    }

    private static void scheduleClose(Channel channel) {
        var end = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
    }
}
