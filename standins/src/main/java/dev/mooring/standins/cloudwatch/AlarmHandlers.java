package dev.mooring.standins.cloudwatch;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import tools.jackson.core.JacksonException;

/** Alarms: put, describe, set, enable, delete. */
record AlarmHandlers(StandInPorts ports, Alarms alarms, AlarmHistory history, AlarmWatch watch) {
    private static final int PAGE = 50;

    /** An alarm that is replaced keeps its state and its tags. */
    PutMetricAlarmResponse put(PutMetricAlarmRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Alarm read = AlarmReader.read(request, context.now());
        ports.store().write(tables -> {
            Optional<Alarm> before =
                    tables.targetResources(tenant).find(Alarm.KIND, read.name()).map(Alarm::of);
            Alarm alarm = before.map(old -> read.with(old.state()).withTags(old.tags()))
                    .orElse(read);
            tables.targetResources(tenant).put(alarm.toResource());
            history.configured(tables, tenant, alarm, before.isPresent() ? "Update" : "Create", context.now());
            return true;
        });
        watch.watch(tenant);
        return PutMetricAlarmResponse.builder().build();
    }

    DescribeAlarmsResponse describe(DescribeAlarmsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        if (request.childrenOfAlarmName() != null || request.parentsOfAlarmName() != null) {
            throw Refusal.validation(
                    "ChildrenOfAlarmName and ParentsOfAlarmName need composite alarms, which are not" + " built here.");
        }
        if (!request.alarmNames().isEmpty() && request.alarmNamePrefix() != null) {
            throw Refusal.combination("AlarmNames and AlarmNamePrefix cannot be given together.");
        }
        String what = "DescribeAlarms " + tenant + request.alarmNames() + request.alarmNamePrefix()
                + request.alarmTypesAsStrings() + request.stateValueAsString() + request.actionPrefix();
        String after = Optional.ofNullable(request.nextToken())
                .map(token -> ports.tokens().position(what, token).orElseThrow(AlarmHandlers::badToken))
                .orElse("");
        Predicate<Alarm> wanted = alarm -> (request.alarmNames().isEmpty()
                        || request.alarmNames().contains(alarm.name()))
                && (request.stateValue() == null
                        || request.stateValueAsString()
                                .equals(alarm.state().value().name()))
                && (request.actionPrefix() == null
                        || alarm.actions().values().stream()
                                .flatMap(List::stream)
                                .anyMatch(action -> action.startsWith(request.actionPrefix())))
                && (request.alarmTypes().isEmpty() || request.alarmTypes().contains(AlarmType.METRIC_ALARM))
                && (after.isEmpty() || alarm.name().compareTo(after) > 0);
        int limit = request.maxRecords() == null ? PAGE : request.maxRecords();
        List<Alarm> found = alarms
                .all(tenant, Optional.ofNullable(request.alarmNamePrefix()).orElse(""))
                .stream()
                .filter(wanted)
                .sorted(java.util.Comparator.comparing(Alarm::name))
                .limit(limit + 1L)
                .toList();
        List<Alarm> page = found.subList(0, Math.min(limit, found.size()));
        return DescribeAlarmsResponse.builder()
                .metricAlarms(AlarmDescription.all(tenant, page))
                .nextToken(
                        found.size() > limit
                                ? ports.tokens().issue(what, page.getLast().name())
                                : null)
                .build();
    }

    static ApiException badToken() {
        return new ApiException("InvalidNextToken", "The next token specified is invalid.");
    }

    DescribeAlarmsForMetricResponse describeForMetric(DescribeAlarmsForMetricRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Metric metric = Metric.of(request.namespace(), request.metricName(), request.dimensions());
        Optional<String> statistic = Optional.ofNullable(request.statisticAsString())
                .or(() -> Optional.ofNullable(request.extendedStatistic()));
        Predicate<Query.Stat> wanted = stat -> stat.metric().equals(metric)
                && (request.period() == null || request.period() == stat.periodSeconds())
                && statistic.filter(text -> !text.equals(stat.statistic())).isEmpty()
                && (request.unit() == null || stat.unit().equals(Optional.of(request.unitAsString())));
        List<Alarm> found = alarms.all(tenant, "").stream()
                .filter(alarm -> alarm.queries().stream()
                        .flatMap(query -> query.stat().stream())
                        .anyMatch(wanted))
                .toList();
        return DescribeAlarmsForMetricResponse.builder()
                .metricAlarms(AlarmDescription.all(tenant, found))
                .build();
    }

    SetAlarmStateResponse setState(SetAlarmStateRequest request, CallContext context) {
        String data = Optional.ofNullable(request.stateReasonData()).orElse("");
        try {
            if (!data.isEmpty()) {
                Json.MAPPER.readTree(data);
            }
        } catch (JacksonException e) {
            throw new ApiException("InvalidFormatFault", "StateReasonData was not syntactically valid JSON");
        }
        boolean isFound = alarms.set(
                context.tenant(),
                request.alarmName(),
                AlarmState.Value.valueOf(request.stateValueAsString()),
                request.stateReason(),
                data,
                context.now());
        if (!isFound) {
            throw notFound(request.alarmName());
        }
        return SetAlarmStateResponse.builder().build();
    }

    private static ApiException notFound(String name) {
        return new ApiException("ResourceNotFound", "Unknown alarm: " + name);
    }

    EnableAlarmActionsResponse enable(EnableAlarmActionsRequest request, CallContext context) {
        change(request.alarmNames(), context, (alarm, now) -> alarm.withActionsEnabled(true, now));
        return EnableAlarmActionsResponse.builder().build();
    }

    DisableAlarmActionsResponse disable(DisableAlarmActionsRequest request, CallContext context) {
        change(request.alarmNames(), context, (alarm, now) -> alarm.withActionsEnabled(false, now));
        return DisableAlarmActionsResponse.builder().build();
    }

    /** Names of no alarm are passed over, as AWS does. */
    private void change(List<String> names, CallContext context, BiFunction<Alarm, Long, Alarm> change) {
        Tenant tenant = context.tenant();
        ports.store().write(tables -> {
            for (String name : names) {
                tables.targetResources(tenant)
                        .find(Alarm.KIND, name)
                        .map(Alarm::of)
                        .ifPresent(alarm -> {
                            Alarm next = change.apply(alarm, context.now().toEpochMilli());
                            tables.targetResources(tenant).put(next.toResource());
                            history.configured(tables, tenant, next, "Update", context.now());
                        });
            }
            return true;
        });
    }

    /** All of them or, when one does not exist, none. */
    DeleteAlarmsResponse delete(DeleteAlarmsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        ports.store().write(tables -> {
            for (String name : request.alarmNames()) {
                Alarm alarm = tables.targetResources(tenant)
                        .find(Alarm.KIND, name)
                        .map(Alarm::of)
                        .orElseThrow(() -> notFound(name));
                tables.targetResources(tenant).delete(Alarm.KIND, name);
                history.configured(tables, tenant, alarm, "Delete", context.now());
            }
            return true;
        });
        return DeleteAlarmsResponse.builder().build();
    }
}
