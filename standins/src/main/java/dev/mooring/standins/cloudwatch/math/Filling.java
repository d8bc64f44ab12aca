package dev.mooring.standins.cloudwatch.math;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Values for periods that have none. */
final class Filling {
    private Filling() {}

    static Value.Series constant(Value.Series series, double number) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        series.grid().forEach(time -> points.put(time, number));
        points.putAll(series.points());
        return series.with(points);
    }

    static Value.Series from(Value.Series series, Value.Series other) {
        NavigableMap<Instant, Double> points = new TreeMap<>(other.points());
        points.putAll(series.points());
        return series.with(points);
    }

    /** With the value before; what comes before the first value stays empty. */
    static Value.Series repeated(Value.Series series) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        series.grid().forEach(time -> {
            Map.Entry<Instant, Double> before = series.points().floorEntry(time);
            if (before != null) {
                points.put(time, before.getValue());
            }
        });
        return series.with(points);
    }

    /** On the line between the values before and after; where one of them is missing it stays empty. */
    static Value.Series linear(Value.Series series) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        series.grid().forEach(time -> {
            Map.Entry<Instant, Double> before = series.points().floorEntry(time);
            Map.Entry<Instant, Double> after = series.points().ceilingEntry(time);
            if (before != null && after != null) {
                points.put(time, between(time, before, after));
            }
        });
        return series.with(points);
    }

    private static double between(Instant time, Map.Entry<Instant, Double> before, Map.Entry<Instant, Double> after) {
        long whole = after.getKey().getEpochSecond() - before.getKey().getEpochSecond();
        long part = time.getEpochSecond() - before.getKey().getEpochSecond();
        return whole == 0
                ? before.getValue()
                : before.getValue() + (after.getValue() - before.getValue()) * part / whole;
    }
}
