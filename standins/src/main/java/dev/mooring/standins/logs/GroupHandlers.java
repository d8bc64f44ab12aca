package dev.mooring.standins.logs;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.TargetResource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;

/** Log groups and their streams. */
record GroupHandlers(StandInPorts ports) {
    private static final int PAGE = 50;

    static ApiException notFound(String what) {
        return new ApiException("ResourceNotFoundException", "The specified log " + what + " does not exist.");
    }

    /** @param identifier a name, or an ARN with or without {@code :*} at its end */
    static LogGroup group(Tables tables, Tenant tenant, @Nullable String name, @Nullable String identifier) {
        String wanted = name != null ? name : identifier == null ? "" : identifier;
        String resource = ServiceArn.parse(wanted).map(ServiceArn::resource).orElse("");
        String group = resource.startsWith("log-group:")
                ? resource.substring("log-group:".length()).replaceFirst(":\\*$", "")
                : wanted;
        return tables.targetResources(tenant)
                .find(LogGroup.KIND, group)
                .map(LogGroup::of)
                .orElseThrow(() -> notFound("group"));
    }

    CreateLogGroupResponse create(CreateLogGroupRequest request, CallContext context) {
        if (request.kmsKeyId() != null) {
            throw new ApiException("InvalidParameterException", "There is no KMS here: kmsKeyId cannot be obeyed.");
        }
        ports.store().write(tables -> {
            if (tables.targetResources(context.tenant())
                    .find(LogGroup.KIND, request.logGroupName())
                    .isPresent()) {
                throw new ApiException("ResourceAlreadyExistsException", "The specified log group already exists");
            }
            tables.targetResources(context.tenant())
                    .put(new LogGroup(request.logGroupName(), 0, context.now().toEpochMilli()).toResource());
            return true;
        });
        return CreateLogGroupResponse.builder().build();
    }

    DeleteLogGroupResponse delete(DeleteLogGroupRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        ports.store().write(tables -> {
            LogGroup group = group(tables, tenant, request.logGroupName(), null);
            for (TargetResource stream : tables.targetResources(tenant).all(group.streamsKind(), "")) {
                tables.targetLog(tenant).deleteAll(group.log(stream.name()));
                tables.targetResources(tenant).delete(group.streamsKind(), stream.name());
            }
            return tables.targetResources(tenant).delete(LogGroup.KIND, group.name());
        });
        return DeleteLogGroupResponse.builder().build();
    }

    PutRetentionPolicyResponse putRetention(PutRetentionPolicyRequest request, CallContext context) {
        ports.store().write(tables -> {
            LogGroup group = group(tables, context.tenant(), request.logGroupName(), null);
            tables.targetResources(context.tenant())
                    .put(new LogGroup(group.name(), request.retentionInDays(), group.createdAt()).toResource());
            return true;
        });
        return PutRetentionPolicyResponse.builder().build();
    }

    DescribeLogGroupsResponse describe(DescribeLogGroupsRequest request, CallContext context) {
        if (request.logGroupNamePattern() != null) {
            throw new ApiException("InvalidParameterException", "logGroupNamePattern is not built here.");
        }
        Tenant tenant = context.tenant();
        String prefix = Optional.ofNullable(request.logGroupNamePrefix()).orElse("");
        int limit = request.limit() == null ? PAGE : request.limit();
        Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(tenant)
                .list(LogGroup.KIND, prefix, Optional.ofNullable(request.nextToken()), limit));
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.items().stream()
                        .map(LogGroup::of)
                        .map(group -> {
                            String arn = ServiceArn.of("logs", tenant, "log-group:" + group.name())
                                    .toString();
                            var builder = software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup.builder()
                                    .logGroupName(group.name())
                                    .creationTime(group.createdAt())
                                    .metricFilterCount(0)
                                    .storedBytes(0L)
                                    .arn(arn + ":*");
                            return group.retentionDays() == 0
                                    ? builder.build()
                                    : builder.retentionInDays(group.retentionDays())
                                            .build();
                        })
                        .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    CreateLogStreamResponse createStream(CreateLogStreamRequest request, CallContext context) {
        ports.store().write(tables -> {
            LogGroup group = group(tables, context.tenant(), request.logGroupName(), null);
            if (tables.targetResources(context.tenant())
                    .find(group.streamsKind(), request.logStreamName())
                    .isPresent()) {
                throw new ApiException("ResourceAlreadyExistsException", "The specified log stream already exists");
            }
            tables.targetResources(context.tenant())
                    .put(new TargetResource(group.streamsKind(), request.logStreamName(), "{}", context.now()));
            return true;
        });
        return CreateLogStreamResponse.builder().build();
    }

    DeleteLogStreamResponse deleteStream(DeleteLogStreamRequest request, CallContext context) {
        ports.store().write(tables -> {
            LogGroup group = group(tables, context.tenant(), request.logGroupName(), null);
            if (!tables.targetResources(context.tenant()).delete(group.streamsKind(), request.logStreamName())) {
                throw notFound("stream");
            }
            tables.targetLog(context.tenant()).deleteAll(group.log(request.logStreamName()));
            return true;
        });
        return DeleteLogStreamResponse.builder().build();
    }

    DescribeLogStreamsResponse describeStreams(DescribeLogStreamsRequest request, CallContext context) {
        if (request.orderBy() == OrderBy.LAST_EVENT_TIME || Boolean.TRUE.equals(request.descending())) {
            throw new ApiException(
                    "InvalidParameterException", "Only the order by LogStreamName, ascending, is built here.");
        }
        Tenant tenant = context.tenant();
        String prefix = Optional.ofNullable(request.logStreamNamePrefix()).orElse("");
        int limit = request.limit() == null ? PAGE : request.limit();
        return ports.store().read(tables -> {
            LogGroup group = group(tables, tenant, request.logGroupName(), request.logGroupIdentifier());
            Page<TargetResource> page = tables.targetResources(tenant)
                    .list(group.streamsKind(), prefix, Optional.ofNullable(request.nextToken()), limit);
            return DescribeLogStreamsResponse.builder()
                    .logStreams(page.items().stream()
                            .map(stream -> describe(tables, tenant, group, stream))
                            .toList())
                    .nextToken(page.next().orElse(null))
                    .build();
        });
    }

    private static LogStream describe(Tables tables, Tenant tenant, LogGroup group, TargetResource stream) {
        String log = group.log(stream.name());
        List<TargetLogEntry> first = tables.targetLog(tenant).after(log, -1, 1);
        List<TargetLogEntry> last = tables.targetLog(tenant).before(log, Long.MAX_VALUE, 1);
        LogStream.Builder builder = LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.createdAt().toEpochMilli())
                .arn(ServiceArn.of("logs", tenant, "log-group:" + group.name() + ":log-stream:" + stream.name())
                        .toString())
                .uploadSequenceToken("0");
        first.forEach(entry -> builder.firstEventTimestamp(entry.time().toEpochMilli()));
        last.forEach(entry -> builder.lastEventTimestamp(entry.time().toEpochMilli()));
        return builder.build();
    }
}
