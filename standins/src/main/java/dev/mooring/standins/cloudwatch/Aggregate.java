package dev.mooring.standins.cloudwatch;

import dev.mooring.standins.Json;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the values of a metric in some span of time. Merging is what rolls periods up.
 *
 * @param values how often each value came; less than {@code count} in all where somebody gave a statistic set
 */
record Aggregate(double count, double sum, double min, double max, SortedMap<Double, Double> values) {
    /** More different values are rounded until so many are left, by 0.2, then 1.6, then 6 percent at most. */
    static final int MAX_VALUES = 400;

    private static final int[] SIGNIFICANT_BITS = {8, 5, 3};
    private static final int FRACTION_BITS = 52;

    Aggregate {
        values = Collections.unmodifiableSortedMap(coarsened(new TreeMap<>(values)));
    }

    /** One value that came {@code count} times. */
    static Aggregate of(double value, double count) {
        return new Aggregate(count, value * count, value, value, new TreeMap<>(Map.of(value, count)));
    }

    /** A statistic set: its values are not known unless they are all the same. */
    static Aggregate ofSet(double count, double sum, double min, double max) {
        return new Aggregate(count, sum, min, max, min == max ? new TreeMap<>(Map.of(min, count)) : new TreeMap<>());
    }

    Aggregate plus(Aggregate other) {
        TreeMap<Double, Double> merged = new TreeMap<>(values);
        other.values.forEach((value, times) -> merged.merge(value, times, Double::sum));
        return new Aggregate(
                count + other.count, sum + other.sum, Math.min(min, other.min), Math.max(max, other.max), merged);
    }

    /** Whether percentiles can be told. */
    boolean hasValues() {
        double known = values.values().stream().mapToDouble(Double::doubleValue).sum();
        return Math.abs(known - count) <= count * 1e-9;
    }

    /** The smallest value that is not exceeded by this many percent of the values. */
    double percentile(double percent) {
        double wanted = count * percent / 100;
        double seen = 0;
        for (Map.Entry<Double, Double> entry : values.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted * (1 - 1e-12)) {
                return entry.getKey();
            }
        }
        return max;
    }

    private static TreeMap<Double, Double> coarsened(TreeMap<Double, Double> values) {
        TreeMap<Double, Double> result = values;
        for (int bits : SIGNIFICANT_BITS) {
            if (result.size() <= MAX_VALUES) {
                return result;
            }
            TreeMap<Double, Double> rounded = new TreeMap<>();
            result.forEach((value, times) -> rounded.merge(rounded(value, bits), times, Double::sum));
            result = rounded;
        }
        return result;
    }

    /** To the nearest number whose fraction has so many bits. */
    private static double rounded(double value, int bits) {
        int dropped = FRACTION_BITS - bits;
        long raw = Double.doubleToLongBits(value) + (1L << (dropped - 1));
        return Double.longBitsToDouble(raw >> dropped << dropped);
    }

    /** @param values and {@code times} have the same length */
    private record Stored(double count, double sum, double min, double max, double[] values, double[] times) {}

    String toBody() {
        return Json.write(new Stored(
                count,
                sum,
                min,
                max,
                values.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                values.values().stream().mapToDouble(Double::doubleValue).toArray()));
    }

    static Aggregate ofBody(String body) {
        Stored stored = Json.read(body, Stored.class);
        TreeMap<Double, Double> values = new TreeMap<>();
        for (int i = 0; i < stored.values().length; i++) {
            values.put(stored.values()[i], stored.times()[i]);
        }
        return new Aggregate(stored.count(), stored.sum(), stored.min(), stored.max(), values);
    }
}
