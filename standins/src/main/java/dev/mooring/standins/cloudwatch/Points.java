package dev.mooring.standins.cloudwatch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.MetricPointTable;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The points of metrics in the store: minutes for 15 days, and for metrics of high resolution also seconds for three
 * hours. Longer periods are made of them when somebody asks. What is remembered here only saves work.
 */
final class Points {
    static final int MINUTE = 60;
    static final int SECOND = 1;
    static final Duration KEPT = Duration.ofDays(15);
    static final Duration SECONDS_KEPT = Duration.ofHours(3);
    /** Of one account and region, minutes and seconds each; the oldest go first. */
    static final int MAX_POINTS = 2_000_000;

    private static final Duration TIDY_INTERVAL = Duration.ofHours(1);
    private static final int TIDY_POINTS = 50_000;
    /** How exactly is known when a metric was last written. */
    private static final Duration ACTIVITY = Duration.ofMinutes(10);

    private static final int MAX_REMEMBERED = 100_000;

    private final StandInPorts ports;
    private final Map<Written, Instant> written = new ConcurrentHashMap<>();
    private final Map<Tenant, Tidied> tidied = new ConcurrentHashMap<>();

    private record Written(Tenant tenant, String metric) {}

    private record Tidied(Instant at, int pointsSince) {}

    /** @param lastActive in milliseconds since 1970 */
    record Activity(long lastActive) {}

    /** Where something is to be added. */
    record Place(Metric metric, int seconds, Instant start, String unit) {}

    Points(StandInPorts ports) {
        this.ports = ports;
    }

    static Instant floor(Instant time, int seconds) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    /** When this returns, it survives {@code kill -9}. */
    void add(Tenant tenant, Map<Place, Aggregate> additions, Instant now) {
        Tidied before = tidied.getOrDefault(tenant, new Tidied(Instant.MIN, 0));
        boolean isTime = before.at().isBefore(now.minus(TIDY_INTERVAL)) || before.pointsSince() > TIDY_POINTS;
        ports.store().write(tables -> {
            MetricPointTable points = tables.metricPoints(tenant);
            additions.forEach((place, addition) -> {
                MetricPointTable.Key key =
                        new MetricPointTable.Key(place.metric().key(), place.seconds(), place.start(), place.unit());
                Aggregate sum = points.find(key)
                        .map(point -> Aggregate.ofBody(point.body()).plus(addition))
                        .orElse(addition);
                points.put(key, sum.toBody());
            });
            additions.keySet().stream()
                    .map(place -> place.metric().key())
                    .distinct()
                    .filter(metric -> isStale(new Written(tenant, metric), now))
                    .forEach(metric -> tables.targetResources(tenant)
                            .put(new TargetResource(
                                    Metric.KIND, metric, Json.write(new Activity(now.toEpochMilli())), now)));
            if (isTime) {
                tidy(tables, tenant, now);
            }
            return true;
        });
        // Only what is committed is remembered.
        additions
                .keySet()
                .forEach(place -> remember(new Written(tenant, place.metric().key()), now));
        tidied.put(
                tenant, isTime ? new Tidied(now, 0) : new Tidied(before.at(), before.pointsSince() + additions.size()));
    }

    private boolean isStale(Written metric, Instant now) {
        return written.getOrDefault(metric, Instant.MIN).isBefore(now.minus(ACTIVITY));
    }

    private void remember(Written metric, Instant now) {
        if (written.size() > MAX_REMEMBERED) {
            written.clear();
        }
        if (isStale(metric, now)) {
            written.put(metric, now);
        }
    }

    private static void tidy(Tables tables, Tenant tenant, Instant now) {
        MetricPointTable points = tables.metricPoints(tenant);
        for (int seconds : new int[] {SECOND, MINUTE}) {
            Instant oldest = now.minus(seconds == SECOND ? SECONDS_KEPT : KEPT);
            Instant bound = points.startOfNewest(seconds, MAX_POINTS)
                    .filter(start -> start.isAfter(oldest))
                    .orElse(oldest);
            points.deleteBefore(seconds, bound);
        }
        for (TargetResource metric : tables.targetResources(tenant).all(Metric.KIND, "")) {
            if (lastActive(metric).isBefore(now.minus(KEPT))) {
                tables.targetResources(tenant).delete(Metric.KIND, metric.name());
            }
        }
    }

    static Instant lastActive(TargetResource metric) {
        return Instant.ofEpochMilli(Json.read(metric.body(), Activity.class).lastActive());
    }

    /**
     * A metric in periods that begin at {@code from}.
     *
     * @param unit of the values that count; all when empty
     * @param periodSeconds 1, 5, 10, 20, 30 or a multiple of 60
     * @return the periods that have values, by their beginning
     */
    NavigableMap<Instant, Aggregate> read(
            Tenant tenant, Metric metric, Optional<String> unit, Instant from, Instant to, int periodSeconds) {
        NavigableMap<Instant, Aggregate> series = new TreeMap<>();
        readByUnit(tenant, metric, from, to, periodSeconds).forEach((each, ofUnit) -> {
            if (unit.isEmpty() || unit.get().equals(each)) {
                ofUnit.forEach((start, aggregate) -> series.merge(start, aggregate, Aggregate::plus));
            }
        });
        return series;
    }

    /** The same, each unit for itself. */
    Map<String, NavigableMap<Instant, Aggregate>> readByUnit(
            Tenant tenant, Metric metric, Instant from, Instant to, int periodSeconds) {
        int seconds = periodSeconds % MINUTE == 0 ? MINUTE : SECOND;
        Map<String, NavigableMap<Instant, Aggregate>> units = new TreeMap<>();
        ports.store()
                .read(tables -> tables.metricPoints(tenant).between(metric.key(), seconds, from, to))
                .forEach(point -> {
                    long offset =
                            Math.floorDiv(point.start().getEpochSecond() - from.getEpochSecond(), (long) periodSeconds)
                                    * periodSeconds;
                    units.computeIfAbsent(point.unit(), unit -> new TreeMap<>())
                            .merge(from.plusSeconds(offset), Aggregate.ofBody(point.body()), Aggregate::plus);
                });
        return units;
    }
}
