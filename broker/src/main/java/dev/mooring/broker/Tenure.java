package dev.mooring.broker;

import dev.mooring.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a connection whose {@link Standing} is limited, and refreshes it meanwhile. Owned by the connection's event loop.
 */
final class Tenure extends Timer {
    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);

    private final Connection connection;
    private final Broker broker;
    private final Standing standing;
    private final long endMillis;
    private long refreshMillis;

    private Tenure(Connection connection, Broker broker, Standing standing, long nowMillis) {
        this.connection = connection;
        this.broker = broker;
        this.standing = standing;
        this.endMillis =
                standing.limit().map(limit -> later(nowMillis, limit.after())).orElse(Long.MAX_VALUE);
        this.refreshMillis = nextRefresh(nowMillis);
    }

    /** Empty when the standing is good for ever. */
    static Optional<Tenure> begin(Connection connection, Broker broker, Standing standing, long nowMillis) {
        if (standing.limit().isEmpty() && standing.refresh().isEmpty()) {
            return Optional.empty();
        }
        Tenure tenure = new Tenure(connection, broker, standing, nowMillis);
        tenure.scheduleNext();
        return Optional.of(tenure);
    }

    /** The connection has ended for another reason. */
    void end() {
        connection.loop().cancel(this);
    }

    @Override
    void expired(long nowMillis) {
        if (nowMillis >= endMillis) {
            standing.limit().ifPresent(limit -> connection.close(limit.reason()));
        } else if (nowMillis >= refreshMillis) {
            standing.refresh().ifPresent(this::ask);
        } else {
            scheduleNext();
        }
    }

    private void ask(Standing.Refresh refresh) {
        // The end must come on time, however long the answer takes.
        refreshMillis = Long.MAX_VALUE;
        scheduleNext();
        broker.blocking().execute(() -> {
            Optional<Reason> refusal = askSafely(refresh);
            connection.loop().execute(() -> answered(refusal));
        });
    }

    private static Optional<Reason> askSafely(Standing.Refresh refresh) {
        try {
            return refresh.ask().get();
        } catch (RuntimeException e) {
            LOG.error("refreshing an authorization failed", e);
            return Optional.of(new Reason.ServerError("the authorization could not be refreshed: " + e));
        }
    }

    private void answered(Optional<Reason> refusal) {
        if (connection.isClosed()) {
            return;
        }
        if (refusal.isPresent()) {
            connection.close(refusal.get());
        } else {
            refreshMillis = nextRefresh(broker.nowMillis());
            scheduleNext();
        }
    }

    private void scheduleNext() {
        long next = Math.min(endMillis, refreshMillis);
        if (next != Long.MAX_VALUE) {
            connection.loop().schedule(this, next);
        }
    }

    private long nextRefresh(long nowMillis) {
        return standing.refresh()
                .map(refresh -> later(nowMillis, refresh.every()))
                .orElse(Long.MAX_VALUE);
    }

    private static long later(long nowMillis, Duration by) {
        return nowMillis + by.toMillis();
    }
}
