package dev.mooring.standins.cloudwatch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A change of an alarm's state in the forms that topics and functions receive. */
record AlarmNotice(Tenant tenant, Alarm alarm, AlarmState previous) {
    private static final int MAX_SUBJECT = 100;
    private static final Map<String, String> STATISTICS = Map.of("SampleCount", "SAMPLE_COUNT");

    String subject() {
        String subject = alarm.state().value() + ": \"" + alarm.name() + "\" in " + region();
        return subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT - 3) + "..." : subject;
    }

    private String region() {
        RegionMetadata metadata = RegionMetadata.of(Region.of(tenant.region()));
        return metadata == null ? tenant.region() : metadata.description();
    }

    private static String iso(long millis) {
        return AlarmReason.iso(Instant.ofEpochMilli(millis));
    }

    /** What a topic receives. */
    String message() {
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("AlarmName", alarm.name());
        message.put("AlarmDescription", alarm.description().orElse(null));
        message.put("AWSAccountId", tenant.account());
        message.put("AlarmConfigurationUpdatedTimestamp", iso(alarm.configuredAt()));
        message.put("NewStateValue", alarm.state().value().name());
        message.put("NewStateReason", alarm.state().reason());
        message.put("StateChangeTime", iso(alarm.state().updatedAt()));
        message.put("Region", region());
        message.put("AlarmArn", alarm.arn(tenant));
        message.put("OldStateValue", previous.value().name());
        texts(message.putArray("OKActions"), AlarmState.Value.OK);
        texts(message.putArray("AlarmActions"), AlarmState.Value.ALARM);
        texts(message.putArray("InsufficientDataActions"), AlarmState.Value.INSUFFICIENT_DATA);
        message.set("Trigger", trigger());
        return Json.write(message);
    }

    private void texts(ArrayNode array, AlarmState.Value value) {
        alarm.actionsFor(value).forEach(array::add);
    }

    private ObjectNode trigger() {
        ObjectNode trigger = Json.MAPPER.createObjectNode();
        if (alarm.isMath()) {
            ArrayNode metrics = trigger.putArray("Metrics");
            alarm.queries().forEach(query -> {
                ObjectNode metric = metrics.addObject();
                query.expression().ifPresent(text -> metric.put("Expression", text));
                metric.put("Id", query.id());
                query.label().ifPresent(text -> metric.put("Label", text));
                query.stat().ifPresent(stat -> {
                    ObjectNode nested = metric.putObject("MetricStat");
                    ObjectNode named = nested.putObject("Metric");
                    dimensions(named.putArray("Dimensions"), stat);
                    named.put("MetricName", stat.name()).put("Namespace", stat.namespace());
                    nested.put("Period", stat.periodSeconds()).put("Stat", stat.statistic());
                });
                metric.put("ReturnData", query.returnData());
            });
        }
        alarm.watched().stat().filter(stat -> !alarm.isMath()).ifPresent(stat -> {
            trigger.put("MetricName", stat.name()).put("Namespace", stat.namespace());
            boolean isExtended = stat.statistic().startsWith("p");
            trigger.put("StatisticType", isExtended ? "ExtendedStatistic" : "Statistic");
            trigger.put(
                    isExtended ? "ExtendedStatistic" : "Statistic",
                    isExtended
                            ? stat.statistic()
                            : STATISTICS.getOrDefault(
                                    stat.statistic(), stat.statistic().toUpperCase(Locale.ROOT)));
            trigger.put("Unit", stat.unit().orElse(null));
            dimensions(trigger.putArray("Dimensions"), stat);
        });
        trigger.put("Period", alarm.periodSeconds());
        trigger.put("EvaluationPeriods", alarm.evaluationPeriods());
        alarm.datapointsToAlarm().ifPresent(number -> trigger.put("DatapointsToAlarm", number));
        trigger.put("ComparisonOperator", alarm.comparison().text());
        trigger.put("Threshold", alarm.threshold());
        trigger.put(
                "TreatMissingData", alarm.missingData().map(MissingData::text).orElse(""));
        trigger.put("EvaluateLowSampleCountPercentile", "");
        return trigger;
    }

    private static void dimensions(ArrayNode array, Query.Stat stat) {
        stat.dimensions()
                .forEach((name, value) -> array.addObject().put("value", value).put("name", name));
    }

    /** What a function is invoked with. */
    String event() {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("source", "aws.cloudwatch");
        event.put("alarmArn", alarm.arn(tenant));
        event.put("accountId", tenant.account());
        event.put("time", iso(alarm.state().updatedAt()));
        event.put("region", tenant.region());
        ObjectNode data = event.putObject("alarmData");
        data.put("alarmName", alarm.name());
        data.set("state", state(alarm.state()));
        data.set("previousState", state(previous));
        ObjectNode configuration = data.putObject("configuration");
        alarm.description().ifPresent(text -> configuration.put("description", text));
        ArrayNode metrics = configuration.putArray("metrics");
        alarm.queries().forEach(query -> {
            ObjectNode metric = metrics.addObject().put("id", query.id());
            query.expression().ifPresent(text -> metric.put("expression", text));
            query.label().ifPresent(text -> metric.put("label", text));
            query.stat().ifPresent(stat -> {
                ObjectNode nested = metric.putObject("metricStat");
                ObjectNode named = nested.putObject("metric");
                named.put("namespace", stat.namespace()).put("name", stat.name());
                ObjectNode dimensions = named.putObject("dimensions");
                stat.dimensions().forEach(dimensions::put);
                nested.put("period", stat.periodSeconds()).put("stat", stat.statistic());
                stat.unit().ifPresent(unit -> nested.put("unit", unit));
            });
            metric.put("returnData", query.returnData());
        });
        return Json.write(event);
    }

    private static ObjectNode state(AlarmState state) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("value", state.value().name()).put("reason", state.reason());
        if (!state.reasonData().isEmpty()) {
            node.put("reasonData", state.reasonData());
        }
        return node.put("timestamp", iso(state.updatedAt()));
    }
}
