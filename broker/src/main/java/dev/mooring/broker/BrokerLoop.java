package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.reason.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's share of the broker: the connections and clients it owns, their deadlines, the routes it has seen,
 * and what this turn of the loop leaves to do at its end: flush the connections written to (once each) and hand over
 * deliveries to other loops (once each).
 *
 * <p>Only the loop's thread touches it, except where a method says otherwise.
 */
public final class BrokerLoop {
    /** Deliveries waiting for another loop from which on senders are slowed down. */
    static final int HANDOVER_HIGH = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLoop.class);

    private final Broker broker;
    private final Loop loop;
    private final TimerWheel wheel;
    private final Map<TenantSpace, RouteCache> routes = new HashMap<>();
    private final List<Connection> dirty = new ArrayList<>();
    private final Map<BrokerLoop, Handover> handovers = new HashMap<>(4);
    private final AtomicInteger backlog = new AtomicInteger();
    private boolean turnOpen;

    BrokerLoop(Broker broker, Loop loop, long nowMillis) {
        this.broker = broker;
        this.loop = loop;
        this.wheel = new TimerWheel(nowMillis);
        loop.executeEvery(Duration.ofMillis(TimerWheel.TICK_MILLIS), () -> wheel.advance(broker.nowMillis()));
    }

    /** From any thread. */
    boolean inLoop() {
        return loop.inLoop();
    }

    /** From any thread. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    /** From any thread: many deliveries wait for this loop. */
    boolean isBehind() {
        return backlog.get() > HANDOVER_HIGH;
    }

    RouteCache routes(TenantSpace space) {
        return routes.computeIfAbsent(space, s -> new RouteCache(s, broker.settings()));
    }

    // ---- deadlines

    void schedule(Timer timer, long deadlineMillis) {
        wheel.schedule(timer, deadlineMillis);
    }

    void cancel(Timer timer) {
        wheel.cancel(timer);
    }

    // ---- deliveries

    /** Delivers here, or passes on to the loop that has the client. */
    void deliver(Client client, Outgoing message) {
        deliver(client, message, this);
    }

    /** @param source the loop that sent it, or the one it was sent to from outside */
    void deliver(Client client, Outgoing message, BrokerLoop source) {
        BrokerLoop owner = client.owner();
        if (owner == this) {
            try {
                client.deliver(message, source);
            } catch (RuntimeException e) {
                // One client's trouble must not keep the message from the others.
                failed(client.connection(), e);
            }
        } else {
            openTurn();
            handovers.computeIfAbsent(owner, to -> new Handover(this, to)).add(client, message);
        }
    }

    /** From any thread: takes over a filled batch. */
    void accept(Handover batch) {
        backlog.addAndGet(batch.size());
        loop.execute(batch);
    }

    /** On this loop: what it has for another one is on its way when this returns. */
    private void handOverNow(BrokerLoop to) {
        Handover batch = handovers.remove(to);
        if (batch != null) {
            to.accept(batch);
        }
    }

    /**
     * On this loop, which has just given a client away: calls back on the new loop after the last delivery that was sent
     * here for it, see {@link Relocation}.
     */
    void settle(BrokerLoop to, Runnable settled) {
        List<BrokerLoop> others =
                broker.loops().stream().filter(loop -> loop != this).toList();
        AtomicInteger awaited = new AtomicInteger(others.size() + 1);
        Runnable said = () -> execute(() -> {
            if (awaited.decrementAndGet() == 0) {
                handOverNow(to);
                to.execute(settled);
            }
        });
        for (BrokerLoop other : others) {
            other.execute(() -> {
                other.handOverNow(this);
                said.run();
            });
        }
        broker.outside().afterThose(broker.blocking(), said);
    }

    void handoverDone(int size) {
        backlog.addAndGet(-size);
    }

    // ---- turns

    /** The connection has output to flush when this turn ends. */
    void flushLater(Connection connection) {
        dirty.add(connection);
        openTurn();
    }

    /**
     * A task submitted from within the loop runs after all sockets that were ready have been read: everything that this
     * turn produces for a socket then leaves in one write.
     */
    private void openTurn() {
        if (!turnOpen) {
            turnOpen = true;
            loop.execute(this::endTurn);
        }
    }

    private void endTurn() {
        turnOpen = false;
        handovers.forEach(BrokerLoop::accept);
        handovers.clear();
        // By index: flushing can close a connection, whose Will makes others dirty.
        for (int i = 0; i < dirty.size(); i++) {
            Connection connection = dirty.get(i);
            try {
                connection.flush();
            } catch (RuntimeException e) {
                failed(connection, e);
            }
        }
        dirty.clear();
    }

    private static void failed(@Nullable Connection connection, RuntimeException e) {
        LOG.error("a connection failed within the broker", e);
        if (connection != null) {
            connection.close(new Reason.ServerError(e.toString()));
        }
    }

    /** Closes every connection of this loop. */
    void closeAll(Reason reason) {
        wheel.forEach(timer -> {
            if (timer instanceof Connection connection) {
                connection.close(reason);
            }
        });
    }
}
