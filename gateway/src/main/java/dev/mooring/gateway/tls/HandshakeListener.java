package dev.mooring.gateway.tls;

import dev.mooring.core.reason.Reason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;

/** Stands behind the {@link SslHandler}: tells the peer and the next handler how the handshake ended, then leaves. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
public final class HandshakeListener extends ChannelInboundHandlerAdapter {
    private final CertificatePeer peer;
    private final Consumer<Reason> onFailure;

    public HandshakeListener(CertificatePeer peer, Consumer<Reason> onFailure) {
        this.peer = peer;
        this.onFailure = onFailure;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                peer.handshakeDone(
                        context.pipeline().get(SslHandler.class).engine().getSession());
                context.pipeline().remove(this);
            } else {
                onFailure.accept(HandshakeFailure.reasonOf(done.cause()));
                context.close();
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // The handshake's own failure has been told above; it comes by here a second time.
        context.close();
    }
}
