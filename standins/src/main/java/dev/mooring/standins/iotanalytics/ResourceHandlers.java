package dev.mooring.standins.iotanalytics;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Create, describe, list, update and delete, for one kind of resource. */
record ResourceHandlers(Kind kind, Definitions definitions) {
    private static final int PAGE = 100;

    Map<String, Object> create(Map<String, Object> input, CallContext context) {
        Tenant tenant = context.tenant();
        String name = name(input);
        Definition made = definitions.create(tenant, kind, name, checked(input, tenant));
        Map<String, Object> answer = new HashMap<>();
        answer.put(kind.nameMember(), name);
        answer.put(kind.word() + "Arn", Definitions.arn(tenant, kind, name));
        if (kind != Kind.PIPELINE) {
            answer.put("retentionPeriod", retention(made));
        }
        return answer;
    }

    Map<String, Object> describe(Map<String, Object> input, CallContext context) {
        if (Boolean.TRUE.equals(input.get("includeStatistics"))) {
            throw Definitions.invalid("includeStatistics is not built here.");
        }
        Definition found = definitions.get(context.tenant(), kind, name(input));
        Map<String, Object> described = new HashMap<>(times(found));
        described.put("name", found.name());
        described.put("arn", Definitions.arn(context.tenant(), kind, found.name()));
        switch (kind) {
            case CHANNEL, DATASTORE -> {
                described.put("status", "ACTIVE");
                described.put("retentionPeriod", retention(found));
                described.put("storage", Map.of("serviceManagedS3", Map.of()));
            }
            case PIPELINE -> described.put("activities", found.list("pipelineActivities"));
            case DATASET -> {
                described.put("status", "ACTIVE");
                described.put("retentionPeriod", retention(found));
                described.put("actions", found.list("actions"));
            }
        }
        return Map.of(kind.word(), described);
    }

    Map<String, Object> list(Map<String, Object> input, CallContext context) {
        Page<TargetResource> page = definitions.page(
                context.tenant(),
                kind,
                Optional.ofNullable(input.get("nextToken")).map(String::valueOf),
                input.get("maxResults") instanceof Number most ? most.intValue() : PAGE);
        Map<String, Object> answer = new HashMap<>();
        answer.put(
                kind.word() + "Summaries",
                page.items().stream().map(Definition::of).map(this::summary).toList());
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    Map<String, Object> update(Map<String, Object> input, CallContext context) {
        definitions.update(context.tenant(), kind, name(input), checked(input, context.tenant()));
        return Map.of();
    }

    Map<String, Object> delete(Map<String, Object> input, CallContext context) {
        definitions.delete(context.tenant(), kind, name(input));
        return Map.of();
    }

    private String name(Map<String, Object> input) {
        return String.valueOf(input.get(kind.nameMember()));
    }

    /** @throws ApiException InvalidRequestException, naming what is not built */
    private Map<String, Object> checked(Map<String, Object> input, Tenant tenant) {
        Map<String, Object> members = new HashMap<>(input);
        members.remove(kind.nameMember());
        members.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
        members.keySet().stream()
                .filter(member -> !kind.members().contains(member))
                .sorted()
                .findFirst()
                .ifPresent(member -> {
                    throw Definitions.invalid(member + " is not built here.");
                });
        members.forEach((member, value) -> {
            if (member.endsWith("Storage")
                    && !(value instanceof Map<?, ?> storage && storage.keySet().equals(Set.of("serviceManagedS3")))) {
                throw Definitions.invalid(member + ": only serviceManagedS3 is built here.");
            }
            if (member.equals("fileFormatConfiguration")
                    && !(value instanceof Map<?, ?> format && format.keySet().equals(Set.of("jsonConfiguration")))) {
                throw Definitions.invalid(member + ": only jsonConfiguration is built here.");
            }
        });
        Definition definition = new Definition("", Map.copyOf(members), 0, 0);
        switch (kind) {
            case CHANNEL, DATASTORE -> {}
            case PIPELINE -> {
                Pipeline pipeline = Pipeline.parse(definition.list("pipelineActivities"));
                definitions.get(tenant, Kind.CHANNEL, pipeline.channel());
                definitions.get(tenant, Kind.DATASTORE, pipeline.datastore());
            }
            case DATASET -> DatasetQuery.of(definition);
        }
        return definition.members();
    }

    private Map<String, Object> summary(Definition definition) {
        Map<String, Object> summary = new HashMap<>(times(definition));
        summary.put(kind.nameMember(), definition.name());
        if (kind != Kind.PIPELINE) {
            summary.put("status", "ACTIVE");
        }
        if (kind == Kind.DATASET) {
            summary.put(
                    "actions",
                    definition.list("actions").stream()
                            .map(action -> Map.of(
                                    "actionName", String.valueOf(action.get("actionName")), "actionType", "QUERY"))
                            .toList());
        }
        return summary;
    }

    private static Map<String, Object> retention(Definition definition) {
        return definition
                .retention()
                .<Map<String, Object>>map(days -> Map.of("unlimited", false, "numberOfDays", (int) days.toDays()))
                .orElse(Map.of("unlimited", true));
    }

    private static Map<String, Object> times(Definition definition) {
        return Map.of(
                "creationTime", Instant.ofEpochMilli(definition.createdAt()),
                "lastUpdateTime", Instant.ofEpochMilli(definition.updatedAt()));
    }
}
