package dev.mooring.standins.cloudwatch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.cloudwatch.math.Value;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Alarms change their states: because of their metrics, or because somebody says so. */
final class Alarms {
    private final StandInPorts ports;
    private final Points points;
    private final AlarmHistory history;
    private final AlarmActions actions;

    Alarms(StandInPorts ports, Points points, AlarmHistory history, AlarmActions actions) {
        this.ports = ports;
        this.points = points;
        this.history = history;
        this.actions = actions;
    }

    Optional<Alarm> find(Tenant tenant, String name) {
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(Alarm.KIND, name))
                .map(Alarm::of);
    }

    List<Alarm> all(Tenant tenant, String prefix) {
        List<TargetResource> found =
                ports.store().read(tables -> tables.targetResources(tenant).all(Alarm.KIND, prefix));
        return found.stream().map(Alarm::of).toList();
    }

    private record Change(boolean isFound, Optional<Alarm> changed, List<TargetLogEntry> actions) {}

    /** Sets the state and takes the actions where the value changes. False when there is no such alarm. */
    boolean set(Tenant tenant, String name, AlarmState.Value value, String reason, String reasonData, Instant now) {
        return change(tenant, name, alarm -> true, value, reason, reasonData, now);
    }

    private boolean change(
            Tenant tenant,
            String name,
            Predicate<Alarm> condition,
            AlarmState.Value value,
            String reason,
            String reasonData,
            Instant now) {
        Change change = ports.store().write(tables -> {
            Optional<Alarm> found =
                    tables.targetResources(tenant).find(Alarm.KIND, name).map(Alarm::of);
            if (found.filter(condition).isEmpty()) {
                return new Change(found.isPresent(), Optional.empty(), List.of());
            }
            AlarmState previous = found.get().state();
            Alarm next = found.get().with(previous.next(value, reason, reasonData, now.toEpochMilli()));
            tables.targetResources(tenant).put(next.toResource());
            if (previous.value() == value) {
                return new Change(true, Optional.empty(), List.of());
            }
            history.changed(tables, tenant, next, previous, now);
            return new Change(true, Optional.of(next), actions.write(tables, tenant, next, previous, now));
        });
        actions.take(tenant, change.actions());
        return change.isFound();
    }

    /** Looks at the periods that ended by {@code now}. */
    void evaluate(Tenant tenant, Alarm alarm, Instant now) {
        AlarmEvaluation evaluation = alarm.evaluation();
        Instant end = Points.floor(now, alarm.intervalSeconds());
        int period = alarm.periodSeconds();
        Instant begin = end.minusSeconds((long) period * evaluation.range());
        List<OptionalDouble> range = new ArrayList<>();
        List<Value.Series> series = new QueryRun(points, tenant, alarm.queries(), begin, end).answer(alarm.watched());
        for (int i = 0; i < evaluation.range(); i++) {
            Double value =
                    series.isEmpty() ? null : series.getFirst().points().get(begin.plusSeconds((long) i * period));
            range.add(value == null ? OptionalDouble.empty() : OptionalDouble.of(value));
        }
        AlarmEvaluation.Result result = evaluation.evaluate(range, alarm.state().value());
        if (result.state() == alarm.state().value()) {
            return;
        }
        // Whoever changed the alarm in the meantime is right.
        change(
                tenant,
                alarm.name(),
                stored -> stored.configuredAt() == alarm.configuredAt()
                        && stored.state().equals(alarm.state()),
                result.state(),
                AlarmReason.text(alarm, result),
                AlarmReason.data(alarm, result.data(), now),
                now);
    }
}
