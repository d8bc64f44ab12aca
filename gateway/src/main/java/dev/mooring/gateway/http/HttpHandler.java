package dev.mooring.gateway.http;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.gateway.ws.WebSockets;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each request to the service on a thread that may block, one at a time and in order; reads no further while one
 * is being answered. An upgrade to MQTT over WebSocket takes its turn like a request. Owned by the channel's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard of elsewhere
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

    private final HttpCall call;
    private final WebSockets webSockets;
    private final HttpDeadlines deadlines;
    private final InstantSource clock;
    private final Executor blocking;

    /** Decoded from the read that also had the request being answered. */
    private final ArrayDeque<Pending> pipelined = new ArrayDeque<>();

    private boolean answering;

    /** A request of its own, or the answer to bytes that are none. */
    private sealed interface Pending {
        record Valid(HttpRequest request, boolean keepAlive) implements Pending {}

        /** @param original without body */
        record Upgrade(HttpRequest request, FullHttpRequest original) implements Pending {}

        record Invalid(HttpResponse answer) implements Pending {}
    }

    HttpHandler(HttpCall call, WebSockets webSockets, HttpDeadlines deadlines, InstantSource clock, Executor blocking) {
        this.call = call;
        this.webSockets = webSockets;
        this.deadlines = deadlines;
        this.clock = clock;
        this.blocking = blocking;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        deadlines.requestRead();
        pipelined.add(read(message, context.channel().id().asLongText()));
        if (!answering) {
            next(context);
        }
    }

    private Pending read(FullHttpRequest message, String connectionId) {
        if (message.decoderResult().isFailure()) {
            return new Pending.Invalid(
                    switch (message.decoderResult().cause()) {
                        case TooLongHttpLineException e ->
                            HttpCall.error(414, "InvalidRequestException", "the request line is too long");
                        case TooLongHttpHeaderException e ->
                            HttpCall.error(431, "InvalidRequestException", "the header fields are too long");
                        default -> HttpCall.error(400, "InvalidRequestException", "not an HTTP request");
                    });
        }
        String target = message.uri();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/")) {
            return new Pending.Invalid(
                    HttpCall.error(400, "InvalidRequestException", "the request target does not begin with /"));
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        message.headers().forEach(field -> fields.computeIfAbsent(field.getKey(), k -> new ArrayList<>())
                .add(field.getValue()));
        HttpRequest request = new HttpRequest(
                message.method().name(),
                path,
                query < 0 ? "" : target.substring(query + 1),
                new HttpHeaders(fields),
                ByteBufUtil.getBytes(message.content()),
                call.sourceIp(),
                call.certificate(),
                connectionId);
        return WebSockets.isUpgrade(message)
                ? new Pending.Upgrade(request, message.replace(Unpooled.EMPTY_BUFFER))
                : new Pending.Valid(request, HttpUtil.isKeepAlive(message));
    }

    private void next(ChannelHandlerContext context) {
        switch (pipelined.poll()) {
            case null -> {
                answering = false;
                context.channel().config().setAutoRead(true);
                deadlines.responseSent();
            }
            case Pending.Invalid invalid -> {
                answering = true;
                // What follows on this connection cannot be trusted to begin where a request begins.
                respond(context, invalid.answer(), false, false);
            }
            case Pending.Upgrade upgrade -> {
                answering = true;
                context.channel().config().setAutoRead(false);
                blocking.execute(() -> {
                    WebSockets.Answer answer = webSockets.judge(
                            upgrade.request(), upgrade.original(), context.channel(), call.serverName());
                    context.executor().execute(() -> upgrade(context, upgrade.original(), answer));
                });
            }
            case Pending.Valid valid -> {
                answering = true;
                context.channel().config().setAutoRead(false);
                boolean head = valid.request().method().equals(HttpMethod.HEAD.name());
                blocking.execute(() -> {
                    HttpResponse answer = call.answer(valid.request());
                    context.executor().execute(() -> respond(context, answer, valid.keepAlive(), head));
                });
            }
        }
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, WebSockets.Answer answer) {
        switch (answer) {
            case WebSockets.Answer.Granted granted ->
                webSockets.open(
                        context.channel(),
                        request,
                        granted.identifier(),
                        call.serverName(),
                        List.of(deadlines, context.handler()));
            case WebSockets.Answer.Refused refused ->
                respond(context, HttpCall.refusedUpgrade(refused.status(), refused.reason()), false, false);
        }
    }

    private void respond(ChannelHandlerContext context, HttpResponse answer, boolean keepAlive, boolean head) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(head ? new byte[0] : answer.body()));
        answer.headers().fields().forEach((name, values) -> response.headers().set(name, values));
        // A HEAD of an object in S3 tells the length of what it does not read.
        if (!head || !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        // AWS SDKs correct a wrong clock of theirs by it.
        response.headers().set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(clock.instant())));
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (keepAlive) {
            next(context);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == HttpDeadlines.TimeUp.WITHIN_REQUEST && !answering) {
            answering = true;
            respond(context, HttpCall.error(408, "RequestTimeoutException", "the request took too long"), false, false);
        } else if (event == HttpDeadlines.TimeUp.IDLE && !answering) {
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
            LOG.warn("an HTTP connection from {} failed", call.sourceIp(), cause);
        }
        context.close();
    }
}
