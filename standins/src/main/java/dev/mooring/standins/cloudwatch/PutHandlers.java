package dev.mooring.standins.cloudwatch;

import dev.mooring.api.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** Putting values. A request is taken as a whole or not at all. */
record PutHandlers(Points points) {
    private static final int MAX_DATA = 1000;
    private static final int MAX_VALUES = 150;
    private static final double LARGEST = Math.pow(2, 360);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);
    private static final String NO_UNIT = "None";

    PutMetricDataResponse put(PutMetricDataRequest request, CallContext context) {
        if (!request.entityMetricData().isEmpty()) {
            throw Refusal.value("EntityMetricData is not built here.");
        }
        if (request.metricData().isEmpty()) {
            throw Refusal.missing("MetricData");
        }
        if (request.metricData().size() > MAX_DATA) {
            throw Refusal.value("The collection MetricData must not have a size greater than " + MAX_DATA + ".");
        }
        if (request.namespace().startsWith("AWS/")) {
            throw Refusal.value("The value AWS/ for parameter Namespace is invalid.");
        }
        Map<Points.Place, Aggregate> additions = new LinkedHashMap<>();
        for (MetricDatum datum : request.metricData()) {
            add(request.namespace(), datum, context.now(), additions);
        }
        points.add(context.tenant(), additions, context.now());
        return PutMetricDataResponse.builder().build();
    }

    private static void add(String namespace, MetricDatum datum, Instant now, Map<Points.Place, Aggregate> additions) {
        Metric metric = Metric.of(namespace, datum.metricName(), datum.dimensions());
        Instant time = Optional.ofNullable(datum.timestamp()).orElse(now);
        if (time.isBefore(now.minus(OLDEST)) || time.isAfter(now.plus(NEWEST))) {
            throw Refusal.value("The parameter MetricData.Timestamp must specify a time within the past two weeks"
                    + " and the next two hours.");
        }
        String unit = Optional.ofNullable(datum.unitAsString()).orElse(NO_UNIT);
        Aggregate aggregate = aggregate(datum);
        merge(additions, new Points.Place(metric, Points.MINUTE, Points.floor(time, Points.MINUTE), unit), aggregate);
        int resolution = Optional.ofNullable(datum.storageResolution()).orElse(Points.MINUTE);
        if (resolution != Points.MINUTE && resolution != Points.SECOND) {
            throw Refusal.value("The parameter StorageResolution must be 1 or 60.");
        }
        if (resolution == Points.SECOND) {
            merge(
                    additions,
                    new Points.Place(metric, Points.SECOND, Points.floor(time, Points.SECOND), unit),
                    aggregate);
        }
    }

    private static void merge(Map<Points.Place, Aggregate> additions, Points.Place place, Aggregate aggregate) {
        additions.merge(place, aggregate, Aggregate::plus);
    }

    private static Aggregate aggregate(MetricDatum datum) {
        int forms = (datum.value() == null ? 0 : 1)
                + (datum.values().isEmpty() ? 0 : 1)
                + (datum.statisticValues() == null ? 0 : 1);
        if (forms == 0) {
            throw Refusal.missing("MetricData.Value, Values or StatisticValues");
        }
        if (forms > 1) {
            throw Refusal.combination(
                    "The parameters MetricData.Value, Values and StatisticValues are mutually exclusive.");
        }
        if (datum.value() != null) {
            return Aggregate.of(number("Value", datum.value()), 1);
        }
        return datum.statisticValues() != null ? set(datum.statisticValues()) : values(datum.values(), datum.counts());
    }

    private static Aggregate set(StatisticSet set) {
        double count = positive("StatisticValues.SampleCount", set.sampleCount());
        double min = number("StatisticValues.Minimum", set.minimum());
        double max = number("StatisticValues.Maximum", set.maximum());
        if (min > max) {
            throw Refusal.combination("StatisticValues.Minimum must not be greater than Maximum.");
        }
        return Aggregate.ofSet(count, number("StatisticValues.Sum", set.sum()), min, max);
    }

    private static Aggregate values(List<Double> values, List<Double> counts) {
        if (values.size() > MAX_VALUES) {
            throw Refusal.value("The collection Values must not have a size greater than " + MAX_VALUES + ".");
        }
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw Refusal.value("The parameters Values and Counts must have the same size.");
        }
        Aggregate aggregate = Aggregate.of(number("Values", values.getFirst()), count(counts, 0));
        for (int i = 1; i < values.size(); i++) {
            aggregate = aggregate.plus(Aggregate.of(number("Values", values.get(i)), count(counts, i)));
        }
        return aggregate;
    }

    private static double count(List<Double> counts, int index) {
        return counts.isEmpty() ? 1 : positive("Counts", counts.get(index));
    }

    private static double positive(String parameter, double value) {
        if (!(number(parameter, value) > 0)) {
            throw Refusal.value("The value " + value + " for parameter " + parameter + " must be greater than 0.");
        }
        return value;
    }

    private static double number(String parameter, double value) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw Refusal.value("The value " + value + " for parameter MetricData." + parameter
                    + " is invalid: between -2^360 and 2^360.");
        }
        return value;
    }
}
