package dev.mooring.broker;

import dev.mooring.core.reason.Reason;
import java.util.HashMap;
import java.util.Map;

/** The rates that all connections of an account share. Safe for threads; no step waits. */
final class AccountRates {
    /** Client ids remembered before the first look for those that can be forgotten. */
    private static final int FIRST_SWEEP = 1024;

    private final RateLimits limits;
    private final Rate connectRate;
    private final Rate clientIdRate;
    private final Rate subscriptionRate;
    private final Rate publishRate;
    private final Rate byteRate;
    private long connects;
    private long subscriptions;

    /** Of the client ids that have connected lately. */
    private final Map<String, Long> clientIds = new HashMap<>();

    private int sweepAt = FIRST_SWEEP;

    AccountRates(RateLimits limits) {
        this.limits = limits;
        this.connectRate = limits.connects();
        this.clientIdRate = limits.connectsOfOneClientId();
        this.publishRate = limits.publishes();
        this.byteRate = limits.bytes();
        this.subscriptionRate = limits.subscriptions();
    }

    /**
     * A CONNECT wants to be served.
     *
     * @return when it may be; one that would wait too long does not count
     */
    synchronized Turn connect(String clientId, long nowMillis) {
        long account = connectRate.take(connects, 1, nowMillis);
        long one = clientIdRate.take(clientIds.getOrDefault(clientId, 0L), 1, nowMillis);
        long accountWait = connectRate.debtMillis(account, nowMillis);
        long oneWait = clientIdRate.debtMillis(one, nowMillis);
        Turn turn = oneWait > accountWait
                ? turn(oneWait, "CONNECTs a second with one client id", clientIdRate)
                : turn(accountWait, "CONNECTs a second of an account", connectRate);
        if (!turn.tooLong()) {
            connects = account;
            remember(clientId, one, nowMillis);
        }
        return turn;
    }

    private Turn turn(long waitMillis, String quota, Rate rate) {
        return new Turn(
                waitMillis,
                waitMillis > limits.longestDelay().toMillis(),
                new Reason.Throttled(quota, rate.perSecond()));
    }

    /** Topic filters have come in SUBSCRIBE or UNSUBSCRIBE: how long the connection waits now, milliseconds. */
    synchronized long subscribe(int filters, long nowMillis) {
        long taken = subscriptionRate.take(subscriptions, filters, nowMillis);
        long wait = subscriptionRate.debtMillis(taken, nowMillis);
        if (wait > limits.longestDelay().toMillis()) {
            // The debt does not grow, or the last of a great many would wait for ever.
            return limits.longestDelay().toMillis();
        }
        subscriptions = taken;
        return wait;
    }

    /**
     * When a CONNECT may be served.
     *
     * @param waitMillis 0 for now
     * @param tooLong it is to be refused
     * @param reason why it waits, if it does
     */
    record Turn(long waitMillis, boolean tooLong, Reason reason) {}

    RateLimits limits() {
        return limits;
    }

    /** For a new connection. */
    Pace newPace() {
        return new Pace(publishRate, byteRate);
    }

    private void remember(String clientId, long level, long nowMillis) {
        clientIds.put(clientId, level);
        if (clientIds.size() >= sweepAt) {
            clientIds.values().removeIf(known -> clientIdRate.isFull(known, nowMillis));
            sweepAt = Math.max(FIRST_SWEEP, clientIds.size() * 2);
        }
    }

    /** For tests: how many client ids are remembered. */
    synchronized int remembered() {
        return clientIds.size();
    }
}
