package dev.mooring.standins.logs;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.TargetResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/** Log events: put, read a stream, search a group. */
record EventHandlers(StandInPorts ports, Sequence sequence) {
    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_BATCH_BYTES = 1_048_576;
    private static final int BYTES_PER_EVENT = 26;
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);
    private static final Instant END = Instant.ofEpochMilli(1L << 50);

    record Stored(String message, long ingestedAt) {}

    private static ApiException invalid(String message) {
        return new ApiException("InvalidParameterException", message);
    }

    PutLogEventsResponse put(PutLogEventsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        List<InputLogEvent> events = request.logEvents();
        int bytes = events.stream()
                .mapToInt(event -> event.message().getBytes(StandardCharsets.UTF_8).length + BYTES_PER_EVENT)
                .sum();
        if (bytes > MAX_BATCH_BYTES) {
            throw invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MAX_BATCH_BYTES);
        }
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).timestamp() < events.get(i - 1).timestamp()) {
                throw invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
        }
        long now = context.now().toEpochMilli();
        int tooOld = (int) events.stream()
                .filter(event -> event.timestamp() < now - OLDEST.toMillis())
                .count();
        int tooNew = (int) events.stream()
                .filter(event -> event.timestamp() > now + NEWEST.toMillis())
                .count();
        ports.store().write(tables -> {
            LogGroup group = stream(tables, tenant, request.logGroupName(), null, request.logStreamName());
            String log = group.log(request.logStreamName());
            if (group.retentionDays() > 0) {
                tables.targetLog(tenant).deleteBefore(log, context.now().minus(Duration.ofDays(group.retentionDays())));
            }
            for (InputLogEvent event : events.subList(tooOld, events.size() - tooNew)) {
                tables.targetLog(tenant)
                        .append(
                                log,
                                new TargetLogEntry(
                                        sequence.next(),
                                        Instant.ofEpochMilli(event.timestamp()),
                                        Json.write(new Stored(event.message(), now))));
            }
            return true;
        });
        PutLogEventsResponse.Builder response = PutLogEventsResponse.builder().nextSequenceToken("0");
        if (tooOld > 0 || tooNew > 0) {
            RejectedLogEventsInfo.Builder rejected = RejectedLogEventsInfo.builder();
            if (tooOld > 0) {
                rejected.tooOldLogEventEndIndex(tooOld);
            }
            if (tooNew > 0) {
                rejected.tooNewLogEventStartIndex(events.size() - tooNew);
            }
            response.rejectedLogEventsInfo(rejected.build());
        }
        return response.build();
    }

    private static LogGroup stream(
            Tables tables, Tenant tenant, @Nullable String name, @Nullable String identifier, String stream) {
        LogGroup group = GroupHandlers.group(tables, tenant, name, identifier);
        if (tables.targetResources(tenant).find(group.streamsKind(), stream).isEmpty()) {
            throw GroupHandlers.notFound("stream");
        }
        return group;
    }

    private static Instant from(@Nullable Long time) {
        return Instant.ofEpochMilli(time == null ? 0 : time);
    }

    private static Instant to(@Nullable Long time) {
        return time == null ? END : Instant.ofEpochMilli(time);
    }

    /** Tokens are {@code f/} or {@code b/} and the number of events before the place: forward or backward from there. */
    GetLogEventsResponse get(GetLogEventsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        int limit = request.limit() == null ? MAX_EVENTS : request.limit();
        List<TargetLogEntry> all = ports.store().read(tables -> {
            LogGroup group = stream(
                    tables, tenant, request.logGroupName(), request.logGroupIdentifier(), request.logStreamName());
            return tables.targetLog(tenant)
                    .between(
                            group.log(request.logStreamName()),
                            from(request.startTime()),
                            to(request.endTime()),
                            Integer.MAX_VALUE);
        });
        int begin;
        int end;
        String token = request.nextToken();
        if (token == null) {
            begin = Boolean.TRUE.equals(request.startFromHead()) ? 0 : Math.max(0, all.size() - limit);
            end = Math.min(all.size(), begin + limit);
        } else {
            int place = Math.min(all.size(), place(token));
            begin = token.startsWith("f/") ? place : Math.max(0, place - limit);
            end = token.startsWith("f/") ? Math.min(all.size(), place + limit) : place;
        }
        return GetLogEventsResponse.builder()
                .events(all.subList(begin, end).stream()
                        .map(entry -> {
                            Stored stored = Json.read(entry.body(), Stored.class);
                            return OutputLogEvent.builder()
                                    .timestamp(entry.time().toEpochMilli())
                                    .message(stored.message())
                                    .ingestionTime(stored.ingestedAt())
                                    .build();
                        })
                        .toList())
                .nextForwardToken("f/" + end)
                .nextBackwardToken("b/" + begin)
                .build();
    }

    private static int place(String token) {
        if (!token.matches("[fb]/\\d{1,9}")) {
            throw invalid("The specified nextToken is invalid.");
        }
        return Integer.parseInt(token.substring(2));
    }

    private record Found(String stream, TargetLogEntry entry, Stored stored) {}

    FilterLogEventsResponse filter(FilterLogEventsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        FilterPattern pattern;
        try {
            pattern = FilterPattern.parse(
                    Optional.ofNullable(request.filterPattern()).orElse(""));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        int limit = request.limit() == null ? MAX_EVENTS : request.limit();
        int skipped = request.nextToken() == null ? 0 : place(request.nextToken());
        List<Found> found = ports.store().read(tables -> {
            LogGroup group = GroupHandlers.group(tables, tenant, request.logGroupName(), request.logGroupIdentifier());
            List<Found> all = new ArrayList<>();
            String prefix = Optional.ofNullable(request.logStreamNamePrefix()).orElse("");
            for (TargetResource stream : tables.targetResources(tenant).all(group.streamsKind(), prefix)) {
                if (request.hasLogStreamNames() && !request.logStreamNames().contains(stream.name())) {
                    continue;
                }
                for (TargetLogEntry entry : tables.targetLog(tenant)
                        .between(
                                group.log(stream.name()),
                                from(request.startTime()),
                                to(request.endTime()),
                                Integer.MAX_VALUE)) {
                    Stored stored = Json.read(entry.body(), Stored.class);
                    if (pattern.matches(stored.message())) {
                        all.add(new Found(stream.name(), entry, stored));
                    }
                }
            }
            all.sort(Comparator.comparing((Found each) -> each.entry().time())
                    .thenComparing(each -> each.entry().position()));
            return all;
        });
        int begin = Math.min(found.size(), skipped);
        int end = Math.min(found.size(), begin + limit);
        FilterLogEventsResponse.Builder response = FilterLogEventsResponse.builder()
                .events(found.subList(begin, end).stream()
                        .map(each -> FilteredLogEvent.builder()
                                .logStreamName(each.stream())
                                .timestamp(each.entry().time().toEpochMilli())
                                .message(each.stored().message())
                                .ingestionTime(each.stored().ingestedAt())
                                .eventId(Long.toString(each.entry().position()))
                                .build())
                        .toList());
        return end < found.size() ? response.nextToken("f/" + end).build() : response.build();
    }
}
