package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.store.Store;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.TargetResource;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;

/** The waiting events of all tenants in the store: what was appended survives {@code kill -9}. */
final class EventLog {
    private static final String LOG = "lambda/events";
    /** Says which tenants have ever had events. */
    private static final String KIND = "lambda.events";

    private static final int PAGE = 100;
    /** Bits of a position that count within a millisecond. */
    private static final int COUNTER_BITS = 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Store store;
    private final InstantSource clock;
    private final AtomicLong lastPosition = new AtomicLong();
    private final Set<Tenant> known = ConcurrentHashMap.newKeySet();

    /** Where an event lies. */
    record Place(Tenant tenant, long position) {}

    EventLog(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    Place append(Tenant tenant, WaitingEvent event) {
        long floor = clock.millis() << COUNTER_BITS;
        long position = lastPosition.updateAndGet(previous -> Math.max(previous + 1, floor));
        String body = JSON.writeValueAsString(event);
        boolean isNew = !known.contains(tenant);
        store.write(tables -> {
            if (isNew) {
                tables.targetResources(tenant).put(new TargetResource(KIND, "queue", "{}", event.acceptedAt()));
            }
            tables.targetLog(tenant).append(LOG, new TargetLogEntry(position, event.acceptedAt(), body));
            return position;
        });
        known.add(tenant);
        return new Place(tenant, position);
    }

    void replace(Place place, WaitingEvent event) {
        String body = JSON.writeValueAsString(event);
        store.write(tables -> {
            tables.targetLog(place.tenant()).delete(LOG, place.position());
            tables.targetLog(place.tenant())
                    .append(LOG, new TargetLogEntry(place.position(), event.acceptedAt(), body));
            return place;
        });
    }

    void remove(Place place) {
        store.write(tables -> {
            tables.targetLog(place.tenant()).delete(LOG, place.position());
            return place;
        });
    }

    Optional<WaitingEvent> read(Place place) {
        return store.read(tables -> tables.targetLog(place.tenant()).after(LOG, place.position() - 1, 1)).stream()
                .filter(entry -> entry.position() == place.position())
                .findFirst()
                .map(entry -> JSON.readValue(entry.body(), WaitingEvent.class));
    }

    /** Tells of every event, oldest first a tenant, with the bytes of its payload. */
    void forEach(BiConsumer<Place, Integer> visitor) {
        for (Tenant tenant : store.read(tables -> tables.tenantsWithTargets(KIND))) {
            long after = -1;
            List<TargetLogEntry> page;
            do {
                long from = after;
                page = store.read(tables -> tables.targetLog(tenant).after(LOG, from, PAGE));
                for (TargetLogEntry entry : page) {
                    WaitingEvent event = JSON.readValue(entry.body(), WaitingEvent.class);
                    visitor.accept(
                            new Place(tenant, entry.position()),
                            event.payload().getBytes(StandardCharsets.UTF_8).length);
                    after = entry.position();
                }
            } while (page.size() == PAGE);
        }
    }
}
