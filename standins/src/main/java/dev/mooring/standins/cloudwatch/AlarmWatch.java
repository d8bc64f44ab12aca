package dev.mooring.standins.cloudwatch;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates alarms when a period of theirs ends. One virtual thread, and only while there are alarms; it is woken by
 * notification, never by interruption, which would break what it does with the database.
 */
final class AlarmWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);
    private static final int SHORTEST_INTERVAL_SECONDS = 10;
    /** The clock is looked at so often: it may be set forward. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final StandInPorts ports;
    private final Alarms alarms;
    private final Set<Tenant> tenants = ConcurrentHashMap.newKeySet();
    /** Owned by the thread. */
    private final Map<Key, Instant> evaluated = new HashMap<>();
    /** Guarded by this. */
    private @Nullable Thread thread;
    /** Guarded by this. */
    private boolean closed;

    private record Key(Tenant tenant, String alarm) {}

    AlarmWatch(StandInPorts ports, Alarms alarms) {
        this.ports = ports;
        this.alarms = alarms;
    }

    /** To be called when a tenant has an alarm. */
    void watch(Tenant tenant) {
        tenants.add(tenant);
        synchronized (this) {
            if (!closed && thread == null) {
                thread = Thread.ofVirtual().name("cloudwatch-alarms").start(this::run);
            }
        }
    }

    private void run() {
        Instant last = Instant.MIN;
        try {
            while (!awaitNext(last)) {
                Instant now = ports.clock().instant();
                last = Points.floor(now, SHORTEST_INTERVAL_SECONDS);
                try {
                    evaluate(now);
                } catch (StoreException e) {
                    LOG.warn("Alarms could not be evaluated: {}", e.getMessage());
                }
                if (ends()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when the server stops; false when another interval has begun. */
    private synchronized boolean awaitNext(Instant last) throws InterruptedException {
        while (!closed
                && !Points.floor(ports.clock().instant(), SHORTEST_INTERVAL_SECONDS)
                        .isAfter(last)) {
            wait(GLANCE.toMillis());
        }
        return closed;
    }

    private synchronized boolean ends() {
        if (tenants.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }

    private void evaluate(Instant now) {
        for (Tenant tenant : List.copyOf(tenants)) {
            // Forgotten first, so that an alarm that is made meanwhile brings it back.
            tenants.remove(tenant);
            List<Alarm> all = alarms.all(tenant, "");
            if (!all.isEmpty()) {
                tenants.add(tenant);
            }
            all.forEach(alarm -> evaluateWhenDue(tenant, alarm, now));
        }
        evaluated.values().removeIf(time -> time.isBefore(now.minus(Duration.ofHours(1))));
    }

    private void evaluateWhenDue(Tenant tenant, Alarm alarm, Instant now) {
        Key key = new Key(tenant, alarm.name());
        Instant end = Points.floor(now, alarm.intervalSeconds());
        if (!end.isAfter(evaluated.getOrDefault(key, Instant.MIN))) {
            return;
        }
        evaluated.put(key, end);
        try {
            alarms.evaluate(tenant, alarm, now);
        } catch (ApiException e) {
            LOG.warn("Alarm {} cannot be evaluated: {}", alarm.name(), e.getMessage());
        }
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            notifyAll();
            running = thread;
        }
        if (running != null) {
            try {
                running.join(STOPPING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
