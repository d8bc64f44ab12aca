package dev.mooring.standins.cloudwatch;

import dev.mooring.api.ApiException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** PutMetricAlarm to an alarm, checked. */
final class AlarmReader {
    private static final int DAY = 86_400;
    private static final int MAX_ACTIONS = 5;
    private static final String METRIC_ID = "m1";

    private AlarmReader() {}

    /** @throws ApiException ValidationError and the like, naming what is wrong or not built */
    static Alarm read(PutMetricAlarmRequest request, Instant now) {
        refuseUnbuilt(request);
        boolean isMath = !request.metrics().isEmpty();
        List<Query> queries = isMath ? metrics(request) : List.of(metric(request));
        int periods = request.evaluationPeriods() == null ? 1 : request.evaluationPeriods();
        Optional<Integer> datapoints = Optional.ofNullable(request.datapointsToAlarm());
        if (datapoints.isPresent() && (datapoints.get() < 1 || datapoints.get() > periods)) {
            throw Refusal.validation("DatapointsToAlarm must be between 1 and EvaluationPeriods.");
        }
        long span = (long) periods * Query.period(queries);
        if (span > 7L * DAY || (span > DAY && Query.period(queries) < 3600)) {
            throw Refusal.validation("Metrics cannot be checked across more than a day (EvaluationPeriods * Period must"
                    + " be <= 86400), or a week where Period is an hour or more.");
        }
        if (request.threshold() == null) {
            throw Refusal.missing("Threshold");
        }
        long millis = now.toEpochMilli();
        return new Alarm(
                request.alarmName(),
                Optional.ofNullable(request.alarmDescription()),
                !Boolean.FALSE.equals(request.actionsEnabled()),
                actions(request),
                queries,
                isMath,
                periods,
                datapoints,
                request.threshold(),
                comparison(request),
                Optional.ofNullable(request.treatMissingData()).map(text -> MissingData.of(text)
                        .orElseThrow(() -> Refusal.validation("TreatMissingData must be breaching,"
                                + " notBreaching, ignore or missing, and not '" + text + "'."))),
                tags(request.tags()),
                millis,
                AlarmState.initial(millis));
    }

    static Map<String, String> tags(List<Tag> given) {
        Map<String, String> tags = new TreeMap<>();
        given.forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static void refuseUnbuilt(PutMetricAlarmRequest request) {
        if (request.thresholdMetricId() != null) {
            throw Refusal.validation("ThresholdMetricId: anomaly detection is not built here.");
        }
        if ("ignore".equals(request.evaluateLowSampleCountPercentile())) {
            throw Refusal.validation("EvaluateLowSampleCountPercentile 'ignore' is not built here.");
        }
    }

    private static Comparison comparison(PutMetricAlarmRequest request) {
        return Comparison.of(request.comparisonOperatorAsString())
                .orElseThrow(() -> Refusal.validation("The ComparisonOperator " + request.comparisonOperatorAsString()
                        + " needs anomaly detection, which is not built here."));
    }

    private static List<Query> metrics(PutMetricAlarmRequest request) {
        if (request.metricName() != null
                || request.namespace() != null
                || request.period() != null
                || request.statistic() != null
                || request.extendedStatistic() != null) {
            throw Refusal.combination("Metrics cannot be given together with MetricName, Namespace, Period, Statistic"
                    + " or ExtendedStatistic.");
        }
        List<Query> queries = QueryReader.read(request.metrics());
        if (queries.stream().filter(Query::returnData).count() != 1) {
            throw Refusal.validation("Exactly one element of the metrics list should return data.");
        }
        if (queries.stream().noneMatch(query -> query.stat().isPresent())) {
            throw Refusal.validation("The metrics list must contain at least one metric.");
        }
        return queries;
    }

    private static Query metric(PutMetricAlarmRequest request) {
        if (request.metricName() == null || request.namespace() == null) {
            throw Refusal.missing("MetricName and Namespace, or Metrics,");
        }
        if (request.period() == null) {
            throw Refusal.missing("Period");
        }
        if ((request.statistic() == null) == (request.extendedStatistic() == null)) {
            throw Refusal.validation("Exactly one of Statistic and ExtendedStatistic must be specified.");
        }
        Metric metric = Metric.of(request.namespace(), request.metricName(), request.dimensions());
        Statistic statistic = Statistic.require(
                request.statistic() == null ? request.extendedStatistic() : request.statisticAsString());
        return new Query(
                METRIC_ID,
                Optional.of(new Query.Stat(
                        metric.namespace(),
                        metric.name(),
                        metric.dimensions(),
                        QueryReader.period(request.period()),
                        statistic.text(),
                        Optional.ofNullable(request.unitAsString()))),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static Map<AlarmState.Value, List<String>> actions(PutMetricAlarmRequest request) {
        Map<AlarmState.Value, List<String>> actions = new EnumMap<>(AlarmState.Value.class);
        actions.put(AlarmState.Value.OK, request.okActions());
        actions.put(AlarmState.Value.ALARM, request.alarmActions());
        actions.put(AlarmState.Value.INSUFFICIENT_DATA, request.insufficientDataActions());
        actions.forEach((state, arns) -> {
            if (arns.size() > MAX_ACTIONS) {
                throw Refusal.validation("No more than " + MAX_ACTIONS + " actions can be given for a state.");
            }
        });
        actions.values().stream()
                .flatMap(List::stream)
                .flatMap(AlarmReader::unbuilt)
                .findFirst()
                .ifPresent(arn -> {
                    throw Refusal.validation("Invalid alarm action '" + arn
                            + "': topics of SNS and functions of Lambda are built here.");
                });
        return actions;
    }

    private static Stream<String> unbuilt(String action) {
        return AlarmActions.isBuilt(action) ? Stream.empty() : Stream.of(action);
    }
}
