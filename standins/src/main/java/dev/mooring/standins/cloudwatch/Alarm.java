package dev.mooring.standins.cloudwatch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric alarm.
 *
 * @param queries one statistic, or what {@code Metrics} had
 * @param isMath whether {@code Metrics} was given
 * @param datapointsToAlarm as given
 * @param missingData as given
 * @param configuredAt in milliseconds since 1970
 */
record Alarm(
        String name,
        Optional<String> description,
        boolean actionsEnabled,
        Map<AlarmState.Value, List<String>> actions,
        List<Query> queries,
        boolean isMath,
        int evaluationPeriods,
        Optional<Integer> datapointsToAlarm,
        double threshold,
        Comparison comparison,
        Optional<MissingData> missingData,
        Map<String, String> tags,
        long configuredAt,
        AlarmState state) {
    static final String KIND = "cloudwatch.alarm";

    static Alarm of(TargetResource resource) {
        return Json.read(resource.body(), Alarm.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(configuredAt));
    }

    String arn(Tenant tenant) {
        return ServiceArn.of("cloudwatch", tenant, "alarm:" + name).toString();
    }

    /** The query whose result is compared. */
    Query watched() {
        return queries.stream().filter(Query::returnData).findFirst().orElseThrow();
    }

    AlarmEvaluation evaluation() {
        return new AlarmEvaluation(
                evaluationPeriods,
                datapointsToAlarm.orElse(evaluationPeriods),
                comparison,
                threshold,
                missingData.orElse(MissingData.MISSING));
    }

    /** How long one of the values lasts that are compared. */
    int periodSeconds() {
        return Query.period(queries);
    }

    /** How often it is evaluated: each minute, or each ten seconds where periods are shorter. */
    int intervalSeconds() {
        return periodSeconds() < Points.MINUTE ? 10 : Points.MINUTE;
    }

    List<String> actionsFor(AlarmState.Value value) {
        return actions.getOrDefault(value, List.of());
    }

    Alarm with(AlarmState next) {
        return new Alarm(
                name,
                description,
                actionsEnabled,
                actions,
                queries,
                isMath,
                evaluationPeriods,
                datapointsToAlarm,
                threshold,
                comparison,
                missingData,
                tags,
                configuredAt,
                next);
    }

    Alarm withActionsEnabled(boolean enabled, long now) {
        return new Alarm(
                name,
                description,
                enabled,
                actions,
                queries,
                isMath,
                evaluationPeriods,
                datapointsToAlarm,
                threshold,
                comparison,
                missingData,
                tags,
                now,
                state);
    }

    Alarm withTags(Map<String, String> next) {
        return new Alarm(
                name,
                description,
                actionsEnabled,
                actions,
                queries,
                isMath,
                evaluationPeriods,
                datapointsToAlarm,
                threshold,
                comparison,
                missingData,
                next,
                configuredAt,
                state);
    }
}
