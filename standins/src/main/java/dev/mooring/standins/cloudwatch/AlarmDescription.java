package dev.mooring.standins.cloudwatch;

import dev.mooring.core.Tenant;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** An alarm as DescribeAlarms shows it. */
final class AlarmDescription {
    private AlarmDescription() {}

    static MetricAlarm of(Tenant tenant, Alarm alarm) {
        AlarmState state = alarm.state();
        MetricAlarm.Builder builder = MetricAlarm.builder()
                .alarmName(alarm.name())
                .alarmArn(alarm.arn(tenant))
                .actionsEnabled(alarm.actionsEnabled())
                .okActions(alarm.actionsFor(AlarmState.Value.OK))
                .alarmActions(alarm.actionsFor(AlarmState.Value.ALARM))
                .insufficientDataActions(alarm.actionsFor(AlarmState.Value.INSUFFICIENT_DATA))
                .alarmConfigurationUpdatedTimestamp(Instant.ofEpochMilli(alarm.configuredAt()))
                .stateValue(StateValue.fromValue(state.value().name()))
                .stateReason(state.reason())
                .stateUpdatedTimestamp(Instant.ofEpochMilli(state.updatedAt()))
                .stateTransitionedTimestamp(Instant.ofEpochMilli(state.transitionedAt()))
                .evaluationPeriods(alarm.evaluationPeriods())
                .threshold(alarm.threshold())
                .comparisonOperator(alarm.comparison().text());
        alarm.description().ifPresent(builder::alarmDescription);
        alarm.datapointsToAlarm().ifPresent(builder::datapointsToAlarm);
        alarm.missingData().map(MissingData::text).ifPresent(builder::treatMissingData);
        if (!state.reasonData().isEmpty()) {
            builder.stateReasonData(state.reasonData());
        }
        if (alarm.isMath()) {
            builder.metrics(
                    alarm.queries().stream().map(AlarmDescription::query).toList());
        } else {
            alarm.watched().stat().ifPresent(stat -> metric(builder, stat));
        }
        return builder.build();
    }

    private static void metric(MetricAlarm.Builder builder, Query.Stat stat) {
        builder.namespace(stat.namespace())
                .metricName(stat.name())
                .dimensions(stat.metric().sdkDimensions())
                .period(stat.periodSeconds());
        stat.unit().ifPresent(builder::unit);
        if (Statistic.knownValues().contains(Statistic.fromValue(stat.statistic()))) {
            builder.statistic(stat.statistic());
        } else {
            builder.extendedStatistic(stat.statistic());
        }
    }

    private static MetricDataQuery query(Query query) {
        MetricDataQuery.Builder builder =
                MetricDataQuery.builder().id(query.id()).returnData(query.returnData());
        query.label().ifPresent(builder::label);
        query.expression().ifPresent(builder::expression);
        query.stat()
                .ifPresent(stat -> builder.metricStat(metricStat -> {
                    metricStat
                            .metric(metric -> metric.namespace(stat.namespace())
                                    .metricName(stat.name())
                                    .dimensions(stat.metric().sdkDimensions()))
                            .period(stat.periodSeconds())
                            .stat(stat.statistic());
                    stat.unit().ifPresent(metricStat::unit);
                }));
        return builder.build();
    }

    static List<MetricAlarm> all(Tenant tenant, List<Alarm> alarms) {
        return alarms.stream().map(alarm -> of(tenant, alarm)).toList();
    }
}
