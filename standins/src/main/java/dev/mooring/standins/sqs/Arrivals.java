package dev.mooring.standins.sqs;

import dev.mooring.core.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes receivers that wait for messages. Mutable; every queue's bell is guarded by itself. A ring between two looks at
 * the queue is not missed: {@link #rings} before looking, then wait for a later one.
 */
final class Arrivals {
    private record Key(Tenant tenant, String queue) {}

    private static final class Bell {
        private long rings;
    }

    private final Map<Key, Bell> bells = new ConcurrentHashMap<>();

    long rings(Tenant tenant, String queue) {
        Bell bell = bell(tenant, queue);
        synchronized (bell) {
            return bell.rings;
        }
    }

    void ring(Tenant tenant, String queue) {
        Bell bell = bell(tenant, queue);
        synchronized (bell) {
            bell.rings++;
            bell.notifyAll();
        }
    }

    /** Returns at a ring after those heard, or when the time is over, or sooner. */
    void await(Tenant tenant, String queue, long heard, Duration longest) throws InterruptedException {
        Bell bell = bell(tenant, queue);
        synchronized (bell) {
            if (bell.rings == heard) {
                bell.wait(Math.max(1, longest.toMillis()));
            }
        }
    }

    private Bell bell(Tenant tenant, String queue) {
        return bells.computeIfAbsent(new Key(tenant, queue), key -> new Bell());
    }
}
