package dev.mooring.standins.cloudwatch;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.cloudwatch.math.Value;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** Reading metrics: statistics of one, queries over several, and which there are. */
record ReadHandlers(StandInPorts ports, Points points) {
    private static final int MAX_DATAPOINTS = 1440;
    private static final int MAX_QUERIES = 500;
    private static final int PAGE = 500;
    private static final Duration RECENT = Duration.ofHours(3);

    /** AWS rounds the beginning down to the minute, or to the period where that is shorter. */
    private static Instant begin(Instant start, int periodSeconds) {
        return Points.floor(start, Math.min(periodSeconds, Points.MINUTE));
    }

    GetMetricStatisticsResponse statistics(GetMetricStatisticsRequest request, CallContext context) {
        List<Statistic> simple =
                request.statisticsAsStrings().stream().map(Statistic::require).toList();
        List<Statistic> extended =
                request.extendedStatistics().stream().map(Statistic::require).toList();
        if (simple.isEmpty() && extended.isEmpty()) {
            throw Refusal.missing("Statistics or ExtendedStatistics");
        }
        int period = QueryReader.period(request.period());
        if (!request.startTime().isBefore(request.endTime())) {
            throw Refusal.value("The parameter StartTime must be less than the parameter EndTime.");
        }
        long periods = Duration.between(request.startTime(), request.endTime()).toSeconds() / period;
        if (periods > MAX_DATAPOINTS) {
            throw Refusal.combination("You have requested up to " + periods + " datapoints, which exceeds the limit of "
                    + MAX_DATAPOINTS
                    + ". You may reduce the datapoints requested by increasing Period, or decreasing the time range.");
        }
        Metric metric = Metric.of(request.namespace(), request.metricName(), request.dimensions());
        Map<String, NavigableMap<Instant, Aggregate>> units = points.readByUnit(
                context.tenant(), metric, begin(request.startTime(), period), request.endTime(), period);
        List<Datapoint> datapoints = new ArrayList<>();
        units.forEach((unit, series) -> {
            if (request.unit() == null || request.unitAsString().equals(unit)) {
                series.forEach(
                        (start, aggregate) -> datapoints.add(datapoint(start, unit, aggregate, simple, extended)));
            }
        });
        return GetMetricStatisticsResponse.builder()
                .label(metric.name())
                .datapoints(datapoints)
                .build();
    }

    private static Datapoint datapoint(
            Instant start, String unit, Aggregate aggregate, List<Statistic> simple, List<Statistic> extended) {
        Datapoint.Builder datapoint = Datapoint.builder().timestamp(start).unit(unit);
        for (Statistic statistic : simple) {
            double value = statistic.of(aggregate).orElse(Double.NaN);
            if (statistic instanceof Statistic.Simple one) {
                switch (one) {
                    case SAMPLE_COUNT -> datapoint.sampleCount(value);
                    case AVERAGE -> datapoint.average(value);
                    case SUM -> datapoint.sum(value);
                    case MINIMUM -> datapoint.minimum(value);
                    case MAXIMUM -> datapoint.maximum(value);
                }
            }
        }
        Map<String, Double> percentiles = new TreeMap<>();
        extended.forEach(
                statistic -> statistic.of(aggregate).ifPresent(value -> percentiles.put(statistic.text(), value)));
        return extended.isEmpty()
                ? datapoint.build()
                : datapoint.extendedStatistics(percentiles).build();
    }

    /** Pages are counted in points, over all results. */
    GetMetricDataResponse data(GetMetricDataRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        if (request.metricDataQueries().size() > MAX_QUERIES) {
            throw Refusal.validation(
                    "The collection MetricDataQueries must not have a size greater than " + MAX_QUERIES + ".");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw Refusal.validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        List<Query> queries = QueryReader.read(request.metricDataQueries());
        int finest = queries.stream()
                .flatMap(query -> query.stat().stream())
                .mapToInt(Query.Stat::periodSeconds)
                .min()
                .orElse(Points.MINUTE);
        QueryRun run = new QueryRun(points, tenant, queries, begin(request.startTime(), finest), request.endTime());
        int max = Optional.ofNullable(request.maxDatapoints()).orElse(QueryRun.MAX_POINTS);
        String what = "GetMetricData " + tenant + request.metricDataQueries() + request.startTime() + request.endTime()
                + request.scanByAsString();
        long skip = Optional.ofNullable(request.nextToken())
                .map(token -> ports.tokens()
                        .position(what, token)
                        .map(Long::parseLong)
                        .orElseThrow(() -> new dev.mooring.api.ApiException(
                                "InvalidNextToken", "The next token specified is invalid.")))
                .orElse(0L);
        boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
        List<MetricDataResult> results = new ArrayList<>();
        long passed = 0;
        boolean isCut = false;
        for (Query query : queries) {
            if (!query.returnData()) {
                continue;
            }
            for (Value.Series series : run.answer(query)) {
                List<Instant> times = new ArrayList<>(series.points().keySet());
                if (!ascending) {
                    Collections.reverse(times);
                }
                int begin = Math.clamp(skip - passed, 0, times.size());
                int end = Math.clamp(skip + max - passed, begin, times.size());
                passed += times.size();
                isCut |= end < times.size();
                List<Instant> shown = times.subList(begin, end);
                if (begin < end || (times.isEmpty() && skip == 0)) {
                    results.add(MetricDataResult.builder()
                            .id(query.id())
                            .label(series.label())
                            .timestamps(shown)
                            .values(shown.stream().map(series.points()::get).toList())
                            .statusCode(end < times.size() ? StatusCode.PARTIAL_DATA : StatusCode.COMPLETE)
                            .build());
                }
            }
        }
        return GetMetricDataResponse.builder()
                .metricDataResults(results)
                .nextToken(isCut ? ports.tokens().issue(what, Long.toString(skip + max)) : null)
                .build();
    }

    ListMetricsResponse list(ListMetricsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        if (Boolean.TRUE.equals(request.includeLinkedAccounts()) || request.owningAccount() != null) {
            throw Refusal.value("Linked accounts are not built here.");
        }
        String what = "ListMetrics " + tenant + request.namespace() + request.metricName() + request.dimensions()
                + request.recentlyActiveAsString();
        Optional<String> after = Optional.ofNullable(request.nextToken()).map(token -> ports.tokens()
                .position(what, token)
                .orElseThrow(() -> Refusal.value("The next token specified is invalid.")));
        String prefix =
                Optional.ofNullable(request.namespace()).map(Metric::prefix).orElse("");
        Instant since = context.now().minus(request.recentlyActive() == null ? Points.KEPT : RECENT);
        List<software.amazon.awssdk.services.cloudwatch.model.Metric> found = new ArrayList<>();
        boolean hasMore = true;
        while (hasMore && found.size() < PAGE) {
            Optional<String> begin = after;
            Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(tenant)
                    .list(Metric.KIND, prefix, begin, PAGE - found.size()));
            page.items().stream()
                    .filter(metric -> !Points.lastActive(metric).isBefore(since))
                    .map(metric -> Metric.ofKey(metric.name()))
                    .filter(metric -> matches(metric, request))
                    .forEach(metric -> found.add(software.amazon.awssdk.services.cloudwatch.model.Metric.builder()
                            .namespace(metric.namespace())
                            .metricName(metric.name())
                            .dimensions(metric.sdkDimensions())
                            .build()));
            after = page.next();
            hasMore = after.isPresent();
        }
        return ListMetricsResponse.builder()
                .metrics(found)
                .nextToken(after.map(position -> ports.tokens().issue(what, position))
                        .orElse(null))
                .build();
    }

    private static boolean matches(Metric metric, ListMetricsRequest request) {
        return (request.metricName() == null || request.metricName().equals(metric.name()))
                && request.dimensions().stream().allMatch(filter -> matches(metric, filter));
    }

    private static boolean matches(Metric metric, DimensionFilter filter) {
        return metric.dimensions().containsKey(filter.name())
                && (filter.value() == null
                        || filter.value().equals(metric.dimensions().get(filter.name())));
    }
}
