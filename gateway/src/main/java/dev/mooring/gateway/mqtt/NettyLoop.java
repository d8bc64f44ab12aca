package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Loop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Netty event loop as the broker sees it. */
@SuppressWarnings("FutureReturnValueIgnored") // a periodic task ends with the loop
record NettyLoop(EventLoop loop) implements Loop {
    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void executeEvery(Duration period, Runnable task) {
        loop.scheduleAtFixedRate(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }
}
