package dev.mooring.broker;

import java.time.Duration;

/**
 * How fast clients may go. What comes faster waits: it is never dropped, and a connection only ends where it would wait
 * longer than its CONNECT may take.
 *
 * @param publishesOfConnection PUBLISH packets a second of one connection, in and out together; AWS: 100
 * @param bytesOfConnection a second, read from one connection; AWS: 512 KB
 * @param subscriptionsOfAccount topic filters in SUBSCRIBE and UNSUBSCRIBE a second; AWS: 500
 * @param connectsOfAccount CONNECTs a second; AWS: 500
 * @param connectsOfClientId CONNECTs a second with one client id; AWS: 1
 * @param burst for how long a rate may have been saved up: so much of it comes through at once; AWS does not say
 * @param longestDelay for an account's quota: a CONNECT that would wait longer is refused, a SUBSCRIBE waits no longer
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/iot-core.html">AWS: message broker quotas</a>
 */
public record RateLimits(
        int publishesOfConnection,
        int bytesOfConnection,
        int subscriptionsOfAccount,
        int connectsOfAccount,
        int connectsOfClientId,
        Duration burst,
        Duration longestDelay) {
    /** AWS's rates; five seconds of each may come at once. */
    public static final RateLimits AWS =
            new RateLimits(100, 512 * 1024, 500, 500, 1, Duration.ofSeconds(5), Duration.ofSeconds(5));

    public RateLimits {
        if (publishesOfConnection < 1
                || bytesOfConnection < 1
                || subscriptionsOfAccount < 1
                || connectsOfAccount < 1
                || connectsOfClientId < 1) {
            throw new IllegalArgumentException("a rate must be positive");
        }
        if (burst.toMillis() < 1 || longestDelay.isNegative()) {
            throw new IllegalArgumentException("a burst must last a millisecond, a delay cannot be negative");
        }
    }

    Rate publishes() {
        return new Rate(publishesOfConnection, burst);
    }

    Rate bytes() {
        return new Rate(bytesOfConnection, burst);
    }

    Rate subscriptions() {
        return new Rate(subscriptionsOfAccount, burst);
    }

    Rate connects() {
        return new Rate(connectsOfAccount, burst);
    }

    Rate connectsOfOneClientId() {
        return new Rate(connectsOfClientId, burst);
    }
}
