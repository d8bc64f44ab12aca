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

    /** What came here for clients that have moved on. */
    private final Map<BrokerLoop, Handover> roundabout = new HashMap<>(4);

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

    /** A message that was routed on this loop: delivers it here, or sends it to the loop that has the client. */
    void deliver(Client client, Outgoing message) {
        BrokerLoop owner = client.owner();
        if (owner == this) {
            deliverHere(client, message, false);
        } else {
            openTurn();
            handovers.computeIfAbsent(owner, next -> new Handover(next, false)).add(client, message);
        }
    }

    /** A message that was routed on another loop; passed on if the client has moved meanwhile. */
    void arrived(Client client, Outgoing message, boolean cameRoundabout) {
        BrokerLoop owner = client.owner();
        if (owner == this) {
            deliverHere(client, message, cameRoundabout);
        } else {
            openTurn();
            roundabout.computeIfAbsent(owner, next -> new Handover(next, true)).add(client, message);
        }
    }

    private static void deliverHere(Client client, Outgoing message, boolean cameRoundabout) {
        try {
            client.deliver(message, cameRoundabout);
        } catch (RuntimeException e) {
            // One client's trouble must not keep the message from the others.
            failed(client.connection(), e);
        }
    }

    /** From any thread: takes over a filled batch. */
    void accept(Handover batch) {
        backlog.addAndGet(batch.size());
        loop.execute(batch);
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
        handOver();
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

    /** Sends other loops what is for them now. */
    void handOver() {
        roundabout.forEach(BrokerLoop::accept);
        roundabout.clear();
        handovers.forEach(BrokerLoop::accept);
        handovers.clear();
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
