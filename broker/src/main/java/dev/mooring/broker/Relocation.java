package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client on its way from one event loop to another. Messages that were sent to the old loop before others knew of the
 * move come round about, and must not be overtaken by younger ones that come straight: these are held back until every
 * loop has shown, by a task that went the old way, that nothing of its is left there [MQTT-4.6.0-6].
 *
 * <p>Made on the old loop, then owned by the new one.
 */
final class Relocation {
    private final ArrayDeque<Outgoing> held = new ArrayDeque<>();
    private final List<Runnable> afterwards = new ArrayList<>(1);

    void hold(Outgoing message) {
        held.add(message);
    }

    /** Runs a task when the client has settled. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }

    ArrayDeque<Outgoing> held() {
        return held;
    }

    void runAfterwards() {
        afterwards.forEach(Runnable::run);
    }

    /** On the old loop, which has just given the client away. */
    static void begin(Client client, List<BrokerLoop> loops, BrokerLoop from, BrokerLoop to) {
        AtomicInteger missing = new AtomicInteger(loops.size());
        for (BrokerLoop loop : loops) {
            loop.execute(() -> {
                loop.handOver();
                from.execute(() -> {
                    if (missing.decrementAndGet() == 0) {
                        from.handOver();
                        to.execute(client::settle);
                    }
                });
            });
        }
    }
}
