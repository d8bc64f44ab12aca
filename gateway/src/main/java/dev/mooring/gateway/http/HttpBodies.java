package dev.mooring.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/**
 * Gathers bodies up to the limit; Netty's aggregator answers {@code Expect: 100-continue} and, for larger bodies, 413.
 */
final class HttpBodies extends HttpObjectAggregator {
    private final HttpDeadlines deadlines;

    HttpBodies(int maxBytes, HttpDeadlines deadlines) {
        super(maxBytes, true);
        this.deadlines = deadlines;
    }

    @Override
    protected FullHttpMessage beginAggregation(HttpMessage start, ByteBuf content) throws Exception {
        deadlines.headersRead();
        return super.beginAggregation(start, content);
    }
}
