package dev.mooring.gateway.ws;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.broker.Broker;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import dev.mooring.gateway.door.ConnectIdentifier;
import dev.mooring.gateway.door.Doorkeeper;
import dev.mooring.gateway.door.GuestPeer;
import dev.mooring.gateway.mqtt.MqttHandler;
import dev.mooring.gateway.mqtt.MqttLimits;
import dev.mooring.gateway.mqtt.MqttLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an HTTP connection into one for MQTT, if the doorkeeper lets the client in. Any origin may: a page that has a
 * signed URL has been given it. Safe for threads.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
public final class WebSockets {
    private static final Logger LOG = LoggerFactory.getLogger(WebSockets.class);

    /** Of an MQTT packet: its type and up to four bytes of length. */
    private static final int FIXED_HEADER_BYTES = 5;

    private final Broker broker;
    private final MqttLoops loops;
    private final MqttLimits limits;
    private final Doorkeeper doorkeeper;

    public WebSockets(Broker broker, MqttLoops loops, MqttLimits limits, Doorkeeper doorkeeper) {
        this.broker = broker;
        this.loops = loops;
        this.limits = limits;
        this.doorkeeper = doorkeeper;
    }

    /** Whether an upgrade may go on. */
    public sealed interface Answer {
        record Granted(ConnectIdentifier identifier) implements Answer {}

        /** @param status of the HTTP response */
        record Refused(int status, Reason reason) implements Answer {}
    }

    /** Whether this request is for here. */
    public static boolean isUpgrade(FullHttpRequest request) {
        return UpgradeRequest.isOne(request);
    }

    /** May block. A refusal has been recorded. */
    public Answer judge(HttpRequest request, FullHttpRequest original, Channel channel, Optional<String> serverName) {
        Answer answer = UpgradeRequest.problem(original.headers())
                .<Answer>map(
                        problem -> new Answer.Refused(problem.status(), new Reason.UpgradeRefused(problem.detail())))
                .orElseGet(() -> ask(request, serverName));
        if (answer instanceof Answer.Refused refused && channel.remoteAddress() instanceof InetSocketAddress address) {
            broker.refused(UUID.randomUUID().toString(), text(address), refused.reason());
        }
        return answer;
    }

    private Answer ask(HttpRequest request, Optional<String> serverName) {
        try {
            return switch (doorkeeper.webSocket(request, serverName)) {
                case Doorkeeper.Upgrade.Granted granted -> new Answer.Granted(granted.identifier());
                case Doorkeeper.Upgrade.Refused refused -> new Answer.Refused(403, refused.reason());
            };
        } catch (RuntimeException e) {
            LOG.error("a WebSocket upgrade could not be judged", e);
            return new Answer.Refused(500, new Reason.ServerError("the upgrade could not be judged: " + e));
        }
    }

    /**
     * Answers with 101 and puts MQTT where HTTP was. On the channel's event loop.
     *
     * @param http the handlers that go, besides the HTTP codec
     */
    public void open(
            Channel channel,
            FullHttpRequest request,
            ConnectIdentifier identifier,
            Optional<String> serverName,
            List<ChannelHandler> http) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
            channel.close();
            return;
        }
        GuestPeer peer =
                new GuestPeer(address.getAddress().getHostAddress(), address.getPort(), serverName, identifier);
        MqttHandler mqtt = new MqttHandler(broker, loops, limits, peer);
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshaker13(
                UpgradeRequest.PATH, String.join(",", UpgradeRequest.SUBPROTOCOLS), decoding());
        ChannelPipeline pipeline = channel.pipeline();
        http.forEach(pipeline::remove);
        // Before the answer leaves, so that nothing the client sends upon it finds the place empty.
        pipeline.addLast(new MqttFrames(mqtt::fail, new Reason.ClientDisconnected(ReasonCode.SUCCESS, "")), mqtt);
        handshaker.handshake(channel, request).addListener(done -> {
            if (done.isSuccess()) {
                channel.config().setAutoRead(true);
            } else {
                mqtt.fail(new Reason.ConnectionLost("the WebSocket could not be opened: " + done.cause()));
            }
        });
    }

    /** A frame is held until it is complete: it may be as long as the longest packet, no longer. */
    private WebSocketDecoderConfig decoding() {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(Math.max(limits.packetBytes(), limits.connectBytes()) + FIXED_HEADER_BYTES)
                .expectMaskedFrames(true)
                .allowExtensions(false)
                .withUTF8Validator(false)
                .closeOnProtocolViolation(false) // by the handler behind the decoder, which also says why
                .build();
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
