package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Broker;
import dev.mooring.broker.BrokerLoop;
import dev.mooring.gateway.codec.PacketDecoder;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What each event loop of the gateway shares among its MQTT connections. Immutable once made. */
public final class MqttLoops {
    private final Map<EventLoop, MqttLoop> loops = new HashMap<>();

    /** @param decoder has a scratch buffer of its own, hence one a loop */
    record MqttLoop(BrokerLoop broker, PacketDecoder decoder, InstantSource clock) {}

    public MqttLoops(Broker broker, EventLoopGroup group, InstantSource clock) {
        for (EventExecutor executor : group) {
            if (executor instanceof EventLoop loop) {
                loops.put(loop, new MqttLoop(broker.register(new NettyLoop(loop)), new PacketDecoder(), clock));
            }
        }
    }

    MqttLoop of(EventLoop loop) {
        MqttLoop known = loops.get(loop);
        if (known == null) {
            throw new IllegalArgumentException("an event loop of another group");
        }
        return known;
    }
}
