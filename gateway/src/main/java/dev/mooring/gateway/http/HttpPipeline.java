package dev.mooring.gateway.http;

import dev.mooring.api.http.HttpService;
import dev.mooring.gateway.tls.CertificatePeer;
import dev.mooring.gateway.ws.WebSockets;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Puts an HTTP/1.1 server into a channel. Safe for threads. */
public final class HttpPipeline {
    private static final int MAX_REQUEST_LINE = 16 * 1024;

    private final HttpLimits limits;
    private final HttpService service;
    private final InstantSource clock;
    private final Executor blocking;
    private final WebSockets webSockets;

    public HttpPipeline(
            HttpLimits limits, HttpService service, InstantSource clock, Executor blocking, WebSockets webSockets) {
        this.limits = limits;
        this.service = service;
        this.clock = clock;
        this.blocking = blocking;
        this.webSockets = webSockets;
    }

    /** @param certificatePeer on TLS ports, whose client may or may not have shown a certificate */
    public void addTo(ChannelPipeline pipeline, String sourceIp, Optional<CertificatePeer> certificatePeer) {
        HttpDeadlines deadlines = new HttpDeadlines(limits);
        HttpDecoderConfig decoding = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(limits.headerBytes());
        pipeline.addLast(deadlines);
        pipeline.addLast(new HttpServerCodec(decoding));
        pipeline.addLast(new HttpBodies(limits.bodyBytes(), deadlines));
        pipeline.addLast(new HttpHandler(
                new HttpCall(service, sourceIp, certificatePeer), webSockets, deadlines, clock, blocking));
    }
}
