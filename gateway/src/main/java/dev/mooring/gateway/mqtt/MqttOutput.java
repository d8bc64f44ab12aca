package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Link;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.gateway.codec.Dialect;
import dev.mooring.gateway.codec.PublishEncoder;
import dev.mooring.gateway.codec.ReplyEncoder;
import dev.mooring.gateway.codec.TopicAliases;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the broker sends to one client: gathered in one buffer and written once a turn of the loop. Owned by the
 * channel's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
final class MqttOutput implements Link {
    private static final int FIRST_BYTES = 256;

    private final ChannelHandlerContext context;
    private final MqttLimits limits;
    private final InstantSource clock;
    private final Runnable onResume;

    private Dialect dialect = Dialect.MQTT_3_1_1;
    private @Nullable TopicAliases aliases;
    private @Nullable ByteBuf out;

    /** @param onResume called when the CONNECT has been judged */
    MqttOutput(ChannelHandlerContext context, MqttLimits limits, InstantSource clock, Runnable onResume) {
        this.context = context;
        this.limits = limits;
        this.clock = clock;
        this.onResume = onResume;
    }

    /** What the client understands. */
    Dialect dialect() {
        return dialect;
    }

    void speak(Dialect understood) {
        dialect = understood;
    }

    /** Those of both directions; made when first needed. */
    TopicAliases aliases() {
        if (aliases == null) {
            aliases = new TopicAliases(
                    limits.topicAliases(), Math.min(limits.topicAliases(), dialect.topicAliasMaximum()));
        }
        return aliases;
    }

    /** Lets go of what will never be written. */
    void release() {
        if (out != null) {
            out.release();
            out = null;
        }
    }

    @Override
    public void publish(Outgoing message, int packetId, boolean duplicate) {
        ByteBuf buffer = out == null ? buffer(bytesOf(message)) : out;
        if (dialect.mqtt5()) {
            boolean expires = message.message().properties().expirySeconds().isPresent();
            long now = expires ? clock.millis() : 0;
            PublishEncoder.publish5(buffer, message, packetId, duplicate, dialect, aliases(), now);
        } else {
            PublishEncoder.publish(buffer, message, packetId, duplicate);
        }
        writeEarly();
    }

    @Override
    public int bytesOf(Outgoing message) {
        return PublishEncoder.bytes(message, dialect.mqtt5());
    }

    @Override
    public void acknowledge(Packet.Acknowledge.Kind kind, int packetId) {
        PublishEncoder.acknowledge(buffer(PublishEncoder.ACKNOWLEDGEMENT_BYTES), kind, packetId);
    }

    @Override
    public void send(Reply reply) {
        ReplyEncoder.reply(buffer(0), reply, dialect, limits.announced());
        writeEarly();
    }

    private ByteBuf buffer(int bytes) {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = context.alloc().ioBuffer(Math.max(bytes, FIRST_BYTES));
            out = buffer;
        }
        return buffer;
    }

    private void writeEarly() {
        if (out != null && out.readableBytes() >= limits.batchBytes()) {
            flush();
        }
    }

    @Override
    public void flush() {
        ByteBuf batch = out;
        if (batch != null) {
            out = null;
            context.writeAndFlush(batch);
        }
    }

    @Override
    public boolean isWritable() {
        return context.channel().isWritable();
    }

    @Override
    public long pendingBytes() {
        return context.channel().bytesBeforeWritable();
    }

    @Override
    public void resume() {
        onResume.run();
    }

    @Override
    public void close() {
        ByteBuf last = out;
        out = null;
        Farewell.send(context, last == null ? Unpooled.EMPTY_BUFFER : last);
    }
}
