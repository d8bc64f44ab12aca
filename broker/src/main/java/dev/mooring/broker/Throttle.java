package dev.mooring.broker;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;

/**
 * Holds one connection to the rates of its profile, and records that it does. Owned by the connection's event loop.
 */
final class Throttle {
    /** A wait is cut into pieces, so that its end is not missed by more. */
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Connection connection;
    private final Broker broker;
    private final AccountRates account;
    private final Pace pace;
    private final RateLimits limits;
    private long pauses;

    Throttle(Connection connection, Broker broker, AccountRates account) {
        this.connection = connection;
        this.broker = broker;
        this.account = account;
        this.pace = account.newPace();
        this.limits = account.limits();
    }

    /** Bytes have been read, at {@link Connection#lastHeardMillis()}. */
    void read(int bytes) {
        pace.read(bytes, connection.lastHeardMillis());
    }

    /** A PUBLISH has come in. */
    void published() {
        pace.published(connection.lastHeardMillis());
    }

    /** A PUBLISH goes out. */
    void delivered() {
        pace.delivered(broker.nowMillis());
    }

    /** A SUBSCRIBE or UNSUBSCRIBE has come in. */
    void subscribed(int filters) {
        long now = connection.lastHeardMillis();
        pace.delay(Pace.Quota.SUBSCRIPTIONS, account.subscribe(filters, now), now);
    }

    /** Whether the next packet has to wait, at the time of the last read. */
    boolean isHolding() {
        return pace.waitMillis(connection.lastHeardMillis()) > 0;
    }

    /** How long to wait before looking again; 0 for not at all. The first, second, fourth… pause is recorded. */
    long pauseMillis() {
        long wait = pace.waitMillis(broker.nowMillis());
        if (wait > 0 && Long.bitCount(++pauses) == 1) {
            broker.record(connection.event(ClientEvent.Kind.DELAYED, reason()));
        }
        return Math.min(wait, LONGEST_PAUSE_MILLIS);
    }

    private Reason reason() {
        int perSecond =
                switch (pace.waitsFor()) {
                    case PUBLISHES -> limits.publishesOfConnection();
                    case BYTES -> limits.bytesOfConnection();
                    case SUBSCRIPTIONS -> limits.subscriptionsOfAccount();
                };
        return new Reason.Throttled(pace.waitsFor().text(), perSecond);
    }
}
