package dev.mooring.standins.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of the queries of GetMetricData or of an alarm: a statistic of a metric, or an expression over other queries.
 *
 * @param returnData whether its result is asked for
 */
record Query(String id, Optional<Stat> stat, Optional<String> expression, Optional<String> label, boolean returnData) {
    /** @param unit of the values that count; all when empty */
    record Stat(
            String namespace,
            String name,
            Map<String, String> dimensions,
            int periodSeconds,
            String statistic,
            Optional<String> unit) {
        Metric metric() {
            return new Metric(namespace, name, new TreeMap<>(dimensions));
        }
    }

    /** What it is called in answers. */
    String shownLabel() {
        return label.or(() -> stat.map(Stat::name)).orElse(id);
    }

    /** The longest period of the metrics in some queries; a minute when there are none. */
    static int period(List<Query> queries) {
        return queries.stream()
                .flatMap(query -> query.stat().stream())
                .mapToInt(Stat::periodSeconds)
                .max()
                .orElse(Points.MINUTE);
    }
}
