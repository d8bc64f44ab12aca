package dev.mooring.standins.kinesis;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.CreateStreamResponse;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamResponse;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamResponse;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ListStreamsRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.SequenceNumberRange;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamModeDetails;

/** Streams: create, describe, list, delete. */
record StreamHandlers(StandInPorts ports) {
    private static final int MAX_SHARDS = 100;
    private static final int ON_DEMAND_SHARDS = 4;
    private static final int RETENTION_HOURS = 24;
    private static final int PAGE = 100;

    static ApiException notFound(String name, Tenant tenant) {
        return new ApiException(
                "ResourceNotFoundException", "Stream " + name + " under account " + tenant.account() + " not found.");
    }

    /** @throws ApiException ResourceNotFoundException, InvalidArgumentException */
    Stream get(Tenant tenant, @Nullable String name, @Nullable String arn) {
        String wanted = name != null
                ? name
                : ServiceArn.parse(arn == null ? "" : arn)
                        .filter(parsed -> parsed.service().equals("kinesis"))
                        .map(parsed -> parsed.resource().replaceFirst("^stream/", ""))
                        .orElseThrow(() -> new ApiException(
                                "InvalidArgumentException", "Either StreamName or StreamARN must be given."));
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(Stream.KIND, wanted))
                .map(Stream::of)
                .orElseThrow(() -> notFound(wanted, tenant));
    }

    private static String arn(Tenant tenant, String name) {
        return ServiceArn.of("kinesis", tenant, "stream/" + name).toString();
    }

    CreateStreamResponse create(CreateStreamRequest request, CallContext context) {
        boolean onDemand = request.streamModeDetails() != null
                && "ON_DEMAND".equals(request.streamModeDetails().streamModeAsString());
        int shards = request.shardCount() != null ? request.shardCount() : onDemand ? ON_DEMAND_SHARDS : 0;
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new ApiException("InvalidArgumentException", "ShardCount must be from 1 to " + MAX_SHARDS + ".");
        }
        Stream stream =
                new Stream(request.streamName(), shards, onDemand, context.now().toEpochMilli());
        ports.store().write(tables -> {
            if (tables.targetResources(context.tenant())
                    .find(Stream.KIND, stream.name())
                    .isPresent()) {
                throw new ApiException(
                        "ResourceInUseException",
                        "Stream " + stream.name() + " under account "
                                + context.tenant().account() + " already exists.");
            }
            tables.targetResources(context.tenant()).put(stream.toResource());
            return stream;
        });
        return CreateStreamResponse.builder().build();
    }

    DeleteStreamResponse delete(DeleteStreamRequest request, CallContext context) {
        Stream stream = get(context.tenant(), request.streamName(), request.streamARN());
        ports.store().write(tables -> {
            tables.targetResources(context.tenant()).delete(Stream.KIND, stream.name());
            for (int shard = 0; shard < stream.shards(); shard++) {
                tables.targetLog(context.tenant()).deleteAll(stream.log(shard));
            }
            return stream;
        });
        return DeleteStreamResponse.builder().build();
    }

    DescribeStreamResponse describe(DescribeStreamRequest request, CallContext context) {
        Stream stream = get(context.tenant(), request.streamName(), request.streamARN());
        return DescribeStreamResponse.builder()
                .streamDescription(d -> d.streamName(stream.name())
                        .streamARN(arn(context.tenant(), stream.name()))
                        .streamStatus("ACTIVE")
                        .streamModeDetails(mode(stream))
                        .shards(shards(stream))
                        .hasMoreShards(false)
                        .retentionPeriodHours(RETENTION_HOURS)
                        .streamCreationTimestamp(Instant.ofEpochMilli(stream.createdAt()))
                        .enhancedMonitoring(List.of())
                        .encryptionType("NONE"))
                .build();
    }

    DescribeStreamSummaryResponse describeSummary(DescribeStreamSummaryRequest request, CallContext context) {
        Stream stream = get(context.tenant(), request.streamName(), request.streamARN());
        return DescribeStreamSummaryResponse.builder()
                .streamDescriptionSummary(d -> d.streamName(stream.name())
                        .streamARN(arn(context.tenant(), stream.name()))
                        .streamStatus("ACTIVE")
                        .streamModeDetails(mode(stream))
                        .retentionPeriodHours(RETENTION_HOURS)
                        .streamCreationTimestamp(Instant.ofEpochMilli(stream.createdAt()))
                        .enhancedMonitoring(List.of())
                        .encryptionType("NONE")
                        .openShardCount(stream.shards())
                        .consumerCount(0))
                .build();
    }

    private static StreamModeDetails mode(Stream stream) {
        return StreamModeDetails.builder()
                .streamMode(stream.onDemand() ? "ON_DEMAND" : "PROVISIONED")
                .build();
    }

    private static List<Shard> shards(Stream stream) {
        return IntStream.range(0, stream.shards())
                .mapToObj(shard -> Shard.builder()
                        .shardId(Stream.shardId(shard))
                        .hashKeyRange(HashKeyRange.builder()
                                .startingHashKey(stream.start(shard).toString())
                                .endingHashKey(stream.start(shard + 1)
                                        .subtract(BigInteger.ONE)
                                        .toString())
                                .build())
                        .sequenceNumberRange(SequenceNumberRange.builder()
                                .startingSequenceNumber("0")
                                .build())
                        .build())
                .toList();
    }

    ListShardsResponse listShards(ListShardsRequest request, CallContext context) {
        if (request.shardFilter() != null || request.nextToken() != null) {
            throw new ApiException("InvalidArgumentException", "ShardFilter and NextToken are not built here.");
        }
        return ListShardsResponse.builder()
                .shards(shards(get(context.tenant(), request.streamName(), request.streamARN())))
                .build();
    }

    ListStreamsResponse list(ListStreamsRequest request, CallContext context) {
        int limit = request.limit() == null ? PAGE : request.limit();
        Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(context.tenant())
                .list(
                        Stream.KIND,
                        "",
                        Optional.ofNullable(request.exclusiveStartStreamName())
                                .or(() -> Optional.ofNullable(request.nextToken())),
                        limit));
        return ListStreamsResponse.builder()
                .streamNames(page.items().stream().map(TargetResource::name).toList())
                .hasMoreStreams(page.next().isPresent())
                .nextToken(page.next().orElse(null))
                .build();
    }
}
