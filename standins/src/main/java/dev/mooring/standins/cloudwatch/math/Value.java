package dev.mooring.standins.cloudwatch.math;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What an expression gives. */
public sealed interface Value {
    record Scalar(double number) implements Value {}

    /**
     * Values by the beginning of their periods; periods without a value are absent.
     *
     * @param to no period begins then or later
     */
    record Series(String label, Instant from, Instant to, int periodSeconds, NavigableMap<Instant, Double> points)
            implements Value {
        public Series {
            points = Collections.unmodifiableNavigableMap(new TreeMap<>(points));
        }

        Series with(NavigableMap<Instant, Double> other) {
            return new Series(label, from, to, periodSeconds, other);
        }

        public Series named(String other) {
            return new Series(other, from, to, periodSeconds, points);
        }

        /** The beginning of every period, whether it has a value or not. */
        List<Instant> grid() {
            List<Instant> times = new ArrayList<>();
            for (Instant time = from; time.isBefore(to); time = time.plusSeconds(periodSeconds)) {
                times.add(time);
            }
            return times;
        }
    }

    record SeriesList(List<Series> series) implements Value {
        public SeriesList {
            series = List.copyOf(series);
        }
    }
}
