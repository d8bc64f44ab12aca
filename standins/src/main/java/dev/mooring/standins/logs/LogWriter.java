package dev.mooring.standins.logs;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The way into the logs for other services of this server: groups and streams are made when they are missing. A group made
 * here keeps its events for 30 days, until somebody says otherwise, for nobody here ever looks at the size of the database.
 */
public final class LogWriter {
    static final int RETENTION_DAYS = 30;

    private final StandInPorts ports;
    private final Sequence sequence;

    public LogWriter(StandInPorts ports) {
        this.ports = ports;
        this.sequence = new Sequence(ports.clock());
    }

    /** One event. */
    public record Event(Instant time, String message) {}

    /** Orders all events that are written on this server. */
    Sequence sequence() {
        return sequence;
    }

    /** @param events oldest first */
    public void write(Tenant tenant, String group, String stream, List<Event> events) {
        Instant now = ports.clock().instant();
        ports.store().write(tables -> {
            LogGroup known = group(tables, tenant, group, now);
            if (tables.targetResources(tenant).find(known.streamsKind(), stream).isEmpty()) {
                deleteExpiredStreams(tables, tenant, known, now);
                tables.targetResources(tenant).put(new TargetResource(known.streamsKind(), stream, "{}", now));
            }
            String log = known.log(stream);
            if (known.retentionDays() > 0) {
                tables.targetLog(tenant).deleteBefore(log, now.minus(Duration.ofDays(known.retentionDays())));
            }
            for (Event event : events) {
                tables.targetLog(tenant)
                        .append(
                                log,
                                new TargetLogEntry(
                                        sequence.next(),
                                        event.time(),
                                        Json.write(new EventHandlers.Stored(event.message(), now.toEpochMilli()))));
            }
            return true;
        });
    }

    private static LogGroup group(Tables tables, Tenant tenant, String name, Instant now) {
        return tables.targetResources(tenant)
                .find(LogGroup.KIND, name)
                .map(LogGroup::of)
                .orElseGet(() -> {
                    LogGroup made = new LogGroup(name, RETENTION_DAYS, now.toEpochMilli());
                    tables.targetResources(tenant).put(made.toResource());
                    return made;
                });
    }

    /** Streams whose last event is past the retention: nobody writes into them any more. */
    private static void deleteExpiredStreams(Tables tables, Tenant tenant, LogGroup group, Instant now) {
        if (group.retentionDays() == 0) {
            return;
        }
        Instant limit = now.minus(Duration.ofDays(group.retentionDays()));
        for (TargetResource stream : tables.targetResources(tenant).all(group.streamsKind(), "")) {
            String log = group.log(stream.name());
            boolean isOld = stream.createdAt().isBefore(limit)
                    && tables.targetLog(tenant).firstAt(log, limit).isEmpty();
            if (isOld) {
                tables.targetLog(tenant).deleteAll(log);
                tables.targetResources(tenant).delete(group.streamsKind(), stream.name());
            }
        }
    }
}
