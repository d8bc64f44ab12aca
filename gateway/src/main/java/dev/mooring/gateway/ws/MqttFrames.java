package dev.mooring.gateway.ws;

import dev.mooring.core.reason.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * Between WebSocket frames and MQTT bytes. Packets may be cut and joined by frames at will [MQTT-6.0.0-2], so that what
 * frames carry is one stream. Owned by the channel's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
final class MqttFrames extends ChannelDuplexHandler {
    private final Consumer<Reason> end;
    private final Reason closedByClient;
    private boolean closeSent;

    /**
     * @param end closes the MQTT connection for a reason
     * @param closedByClient what a close frame means: for AWS, that the client disconnects
     */
    MqttFrames(Consumer<Reason> end, Reason closedByClient) {
        this.end = end;
        this.closedByClient = closedByClient;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case BinaryWebSocketFrame binary -> context.fireChannelRead(binary.content());
            case ContinuationWebSocketFrame rest -> context.fireChannelRead(rest.content());
            case PingWebSocketFrame ping -> context.writeAndFlush(new PongWebSocketFrame(ping.content()));
            case PongWebSocketFrame pong -> pong.release();
            case CloseWebSocketFrame close -> {
                answer(context, close);
                end.accept(closedByClient);
            }
            case WebSocketFrame text -> {
                text.release();
                end(context, WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "a text frame", "MQTT-6.0.0-1");
            }
            default -> ReferenceCountUtil.release(message);
        }
    }

    /** RFC 6455, section 5.5.1: the answer has the status of the question. */
    private void answer(ChannelHandlerContext context, CloseWebSocketFrame close) {
        closeSent = true;
        int status = close.statusCode();
        close.release();
        context.writeAndFlush(status < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, ""));
    }

    private void end(ChannelHandlerContext context, WebSocketCloseStatus status, String what, String section) {
        sendClose(context, status);
        end.accept(new Reason.ProtocolError(what, section));
    }

    private void sendClose(ChannelHandlerContext context, WebSocketCloseStatus status) {
        if (!closeSent && context.channel().isActive()) {
            closeSent = true;
            context.writeAndFlush(new CloseWebSocketFrame(status));
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message instanceof ByteBuf bytes && bytes.isReadable() ? frame(bytes) : message, promise);
    }

    private static BinaryWebSocketFrame frame(ByteBuf bytes) {
        return new BinaryWebSocketFrame(bytes);
    }

    /** The broker has closed the MQTT connection: so ends the WebSocket. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        sendClose(context, WebSocketCloseStatus.NORMAL_CLOSURE);
        context.close(promise);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            sendClose(context, corrupted.closeStatus());
            end.accept(new Reason.ProtocolError("WebSocket: " + corrupted.getMessage(), "RFC 6455"));
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
