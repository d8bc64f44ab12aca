package dev.mooring.standins.iotanalytics;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.s3.Buckets;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.query.ScratchException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What datasets answered: each run is a version, its CSV an object in a bucket of the service's own. */
record ContentHandlers(StandInPorts ports, Definitions definitions, Buckets buckets, Sequence sequence) {
    private static final Duration LINK = Duration.ofMinutes(15);
    private static final int MAX_CONTENTS = 1000;
    private static final int PAGE = 100;

    /** @param reason why it failed; {@code ""} when it succeeded */
    private record Content(String version, String reason, long completedAt) {
        boolean succeeded() {
            return reason.isEmpty();
        }

        Map<String, Object> status() {
            return succeeded() ? Map.of("state", "SUCCEEDED") : Map.of("state", "FAILED", "reason", reason);
        }
    }

    private record Found(TargetLogEntry entry, Content content) {}

    /** Runs the query; the content is there when this returns. */
    Map<String, Object> create(Map<String, Object> input, CallContext context) {
        if (input.get("versionId") != null) {
            throw Definitions.invalid("versionId: content is made only by a query here.");
        }
        Tenant tenant = context.tenant();
        Definition dataset = definitions.get(tenant, Kind.DATASET, name(input));
        String version = UUID.randomUUID().toString();
        String reason = "";
        try {
            String csv = DatasetQuery.of(dataset).run(ports, tenant);
            buckets.make(tenant, bucket(tenant));
            buckets.deliver(tenant, bucket(tenant), key(dataset.name(), version), csv.getBytes(StandardCharsets.UTF_8));
        } catch (ScratchException e) {
            reason = String.valueOf(e.getMessage());
        }
        Content content = new Content(version, reason, ports.clock().millis());
        ports.store().write(tables -> {
            if (Definitions.find(tables, tenant, Kind.DATASET, dataset.name()).isEmpty()) {
                throw Definitions.notFound(Kind.DATASET, dataset.name());
            }
            tables.targetLog(tenant)
                    .append(
                            Kind.DATASET.log(dataset.name()),
                            new TargetLogEntry(sequence.next(), context.now(), Json.write(content)));
            return content;
        });
        dataset.retention().ifPresent(period -> contents(tenant, dataset.name()).stream()
                .filter(found -> found.entry().time().isBefore(context.now().minus(period)))
                .forEach(found -> remove(tenant, dataset.name(), found)));
        return Map.of("versionId", version);
    }

    Map<String, Object> get(Map<String, Object> input, CallContext context) {
        Tenant tenant = context.tenant();
        String name = name(input);
        Found found =
                find(tenant, name, Optional.ofNullable(input.get("versionId")).map(String::valueOf));
        Map<String, Object> answer = new HashMap<>();
        answer.put("timestamp", found.entry().time());
        answer.put("status", found.content().status());
        answer.put(
                "entries",
                found.content().succeeded()
                        ? List.of(Map.of(
                                "dataURI",
                                buckets.link(
                                        tenant,
                                        bucket(tenant),
                                        key(name, found.content().version()),
                                        context.now().plus(LINK))))
                        : List.of());
        return answer;
    }

    Map<String, Object> list(Map<String, Object> input, CallContext context) {
        String name = name(input);
        definitions.get(context.tenant(), Kind.DATASET, name);
        Instant from = input.get("scheduledOnOrAfter") instanceof Instant time ? time : Instant.EPOCH;
        Instant to = input.get("scheduledBefore") instanceof Instant time ? time : Instant.MAX;
        int most = input.get("maxResults") instanceof Number number ? number.intValue() : PAGE;
        Optional<String> after = Optional.ofNullable(input.get("nextToken")).map(String::valueOf);
        List<Found> all = contents(context.tenant(), name).stream()
                .filter(found -> !found.entry().time().isBefore(from)
                        && found.entry().time().isBefore(to)
                        && after.map(token -> found.entry().position() < position(token))
                                .orElse(true))
                .toList();
        Map<String, Object> answer = new HashMap<>();
        answer.put(
                "datasetContentSummaries",
                all.stream()
                        .limit(most)
                        .map(found -> Map.of(
                                "version", found.content().version(),
                                "status", found.content().status(),
                                "creationTime", found.entry().time(),
                                "scheduleTime", found.entry().time(),
                                "completionTime",
                                        Instant.ofEpochMilli(found.content().completedAt())))
                        .toList());
        if (all.size() > most) {
            answer.put("nextToken", Long.toString(all.get(most - 1).entry().position()));
        }
        return answer;
    }

    Map<String, Object> delete(Map<String, Object> input, CallContext context) {
        String name = name(input);
        remove(
                context.tenant(),
                name,
                find(
                        context.tenant(),
                        name,
                        Optional.ofNullable(input.get("versionId")).map(String::valueOf)));
        return Map.of();
    }

    private void remove(Tenant tenant, String dataset, Found found) {
        ports.store().write(tables -> {
            tables.targetLog(tenant)
                    .delete(Kind.DATASET.log(dataset), found.entry().position());
            return true;
        });
        if (found.content().succeeded()) {
            buckets.remove(tenant, bucket(tenant), key(dataset, found.content().version()));
        }
    }

    /** @param version {@code $LATEST}, {@code $LATEST_SUCCEEDED} (the default) or one of them */
    private Found find(Tenant tenant, String dataset, Optional<String> version) {
        definitions.get(tenant, Kind.DATASET, dataset);
        String wanted = version.orElse("$LATEST_SUCCEEDED");
        return contents(tenant, dataset).stream()
                .filter(found -> switch (wanted) {
                    case "$LATEST" -> true;
                    case "$LATEST_SUCCEEDED" -> found.content().succeeded();
                    default -> found.content().version().equals(wanted);
                })
                .findFirst()
                .orElseThrow(() -> Definitions.notFound(Kind.DATASET, dataset + " content " + wanted));
    }

    /** The newest first. */
    private List<Found> contents(Tenant tenant, String dataset) {
        return ports
                .store()
                .read(tables ->
                        tables.targetLog(tenant).before(Kind.DATASET.log(dataset), Long.MAX_VALUE, MAX_CONTENTS))
                .stream()
                .map(entry -> new Found(entry, Json.read(entry.body(), Content.class)))
                .toList();
    }

    private static long position(String token) {
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw Definitions.invalid("nextToken");
        }
    }

    private static String name(Map<String, Object> input) {
        return String.valueOf(input.get("datasetName"));
    }

    private static String bucket(Tenant tenant) {
        return "aws-iot-analytics-datasets-" + tenant.account() + "-" + tenant.region();
    }

    private static String key(String dataset, String version) {
        return "results/" + dataset + "/" + version + ".csv";
    }
}
