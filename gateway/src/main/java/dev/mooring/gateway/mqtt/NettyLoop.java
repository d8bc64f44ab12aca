package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Loop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop as the broker sees it. */
@SuppressWarnings("FutureReturnValueIgnored") // a periodic task ends with the loop
record NettyLoop(EventLoop loop) implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // Others may publish until the very end; the loop's connections are gone by then.
            LOG.debug("a task came after the event loop had ended", e);
        }
    }

    @Override
    public void executeEvery(Duration period, Runnable task) {
        loop.scheduleAtFixedRate(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }
}
