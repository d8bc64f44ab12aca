package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Broker;
import dev.mooring.broker.Connection;
import dev.mooring.broker.Peer;
import dev.mooring.broker.packet.Packet;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.codec.Dialect;
import dev.mooring.gateway.codec.FixedHeader;
import dev.mooring.gateway.codec.PacketDecoder;
import dev.mooring.gateway.codec.RefusedPacketException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of an MQTT channel: cuts the bytes into packets and feeds the broker's connection; {@link MqttOutput}
 * is the way back. There is no list of decoded packets between, so that a packet is handled as soon as it is read and
 * an idle connection holds little.
 *
 * <p>Owned by the channel's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
public final class MqttHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(MqttHandler.class);

    private static final long SLOW_DOWN_MILLIS = 2;

    private final Broker broker;
    private final MqttLoops loops;
    private final MqttLimits limits;
    private final Peer peer;

    private @Nullable Wiring wiring;
    private @Nullable ByteBuf unread;
    private boolean served;
    private boolean slowedDown;

    /** What exists from the moment the channel is active. */
    private record Wiring(
            ChannelHandlerContext context, Connection connection, MqttOutput output, PacketDecoder decoder) {}

    public MqttHandler(Broker broker, MqttLoops loops, MqttLimits limits, Peer peer) {
        this.broker = broker;
        this.loops = loops;
        this.limits = limits;
        this.peer = peer;
    }

    /** Tells the broker why the connection ends, when something in front of this handler knows it. */
    public void fail(Reason reason) {
        if (wiring != null) {
            wiring.connection.failed(reason);
        }
    }

    // ---- in

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            open(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        open(context);
        context.fireChannelActive();
    }

    private void open(ChannelHandlerContext context) {
        if (wiring == null) {
            MqttLoops.MqttLoop loop = loops.of(context.channel().eventLoop());
            MqttOutput output = new MqttOutput(context, limits, loop.clock(), this::resume);
            Connection connection = broker.open(loop.broker(), output, peer);
            wiring = new Wiring(context, connection, output, loop.decoder());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        Wiring w = wiring();
        if (w.connection.isClosed()) {
            bytes.release();
            return;
        }
        w.connection.heard();
        ByteBuf before = unread;
        if (before == null) {
            consume(w, bytes, false);
        } else {
            unread = null;
            try {
                before.writeBytes(bytes);
            } finally {
                bytes.release();
            }
            consume(w, before, true);
        }
        decideReading(w);
    }

    /**
     * Processes the packets that are complete and keeps the rest. A rest of a read buffer is copied, so that a few bytes
     * do not hold all of it; a rest of a rest is not copied again, so that a packet that arrives byte by byte costs no
     * more than any other.
     */
    private void consume(Wiring w, ByteBuf bytes, boolean own) {
        try {
            process(w, bytes);
            if (bytes.isReadable() && !w.connection.isClosed()) {
                unread = own
                        ? bytes.discardSomeReadBytes().retain()
                        : w.context.alloc().buffer(bytes.readableBytes()).writeBytes(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void process(Wiring w, ByteBuf bytes) {
        Connection connection = w.connection;
        try {
            while (!connection.isJudging() && !connection.isClosed()) {
                int length = FixedHeader.packetLength(bytes, served ? limits.packetBytes() : limits.connectBytes());
                if (length == FixedHeader.INCOMPLETE) {
                    return;
                }
                connection.received(understood(
                        w.output,
                        w.decoder.decode(bytes, length, w.output.dialect().mqtt5())));
            }
        } catch (RefusedPacketException e) {
            connection.failed(e.reason());
        } catch (RuntimeException e) {
            LOG.error("a packet from {} could not be processed", peer.address(), e);
            connection.failed(new Reason.ServerError(e.toString()));
        }
    }

    /** CONNECT decides how all that follows is read and written; an alias becomes the topic that it stands for. */
    private Packet understood(MqttOutput output, Packet packet) throws RefusedPacketException {
        if (packet instanceof Packet.Publish publish && output.dialect().mqtt5()) {
            return output.aliases().resolve(publish);
        }
        if (packet instanceof Packet.ConnectPacket connect && !served) {
            output.speak(Dialect.of(connect.connect()));
        }
        return packet;
    }

    /** The CONNECT has been judged. */
    private void resume() {
        served = true;
        Wiring w = wiring();
        // As a task of its own: the broker is in the middle of accepting this connection.
        w.context.executor().execute(() -> {
            ByteBuf bytes = unread;
            if (bytes != null) {
                unread = null;
                consume(w, bytes, true);
            }
            decideReading(w);
        });
    }

    /** Reads on only as fast as what was read can be dealt with. */
    private void decideReading(Wiring w) {
        if (w.connection.isClosed()) {
            return; // What still comes is for nobody.
        }
        boolean behind = !slowedDown && w.connection.mustSlowDown();
        if (behind) {
            slowedDown = true;
            w.context
                    .executor()
                    .schedule(
                            () -> {
                                slowedDown = false;
                                decideReading(w);
                            },
                            SLOW_DOWN_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
        boolean read =
                !slowedDown && !w.connection.isJudging() && w.context.channel().isWritable();
        if (w.context.channel().config().isAutoRead() != read) {
            w.context.channel().config().setAutoRead(read);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Wiring w = wiring();
        if (context.channel().isWritable()) {
            w.connection.writable();
        }
        decideReading(w);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        wiring().connection.transportClosed("the peer closed the connection");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean transport = cause instanceof IOException || cause.getCause() instanceof IOException;
        if (!transport) {
            LOG.error("connection of {} failed", peer.address(), cause);
        }
        String detail = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        wiring().connection
                .failed(transport ? new Reason.ConnectionLost(detail) : new Reason.ServerError(cause.toString()));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (unread != null) {
            unread.release();
            unread = null;
        }
        if (wiring != null) {
            wiring.output.release();
        }
    }

    private Wiring wiring() {
        if (wiring == null) {
            throw new IllegalStateException("the channel is not active yet");
        }
        return wiring;
    }
}
