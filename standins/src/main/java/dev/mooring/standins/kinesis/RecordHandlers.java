package dev.mooring.standins.kinesis;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Records: put, and read in the order of each shard. They are kept for a day. */
record RecordHandlers(StandInPorts ports, StreamHandlers streams, Sequence sequence) {
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final Duration ITERATOR_LIFE = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_RECORDS = 10_000;
    private static final int PAGE_BYTES = 10 << 20;

    /** @param data base64 */
    private record Stored(String partitionKey, String data) {}

    private record Place(String shardId, String sequenceNumber) {}

    PutRecordResponse put(PutRecordRequest request, CallContext context) {
        Stream stream = streams.get(context.tenant(), request.streamName(), request.streamARN());
        int shard = shard(stream, request.partitionKey(), request.explicitHashKey());
        byte[] data = checked(request.data(), request.partitionKey());
        Place place =
                ports.store().write(tables -> append(tables, context, stream, shard, request.partitionKey(), data));
        return PutRecordResponse.builder()
                .shardId(place.shardId())
                .sequenceNumber(place.sequenceNumber())
                .encryptionType("NONE")
                .build();
    }

    PutRecordsResponse putAll(PutRecordsRequest request, CallContext context) {
        Stream stream = streams.get(context.tenant(), request.streamName(), request.streamARN());
        request.records().forEach(record -> {
            shard(stream, record.partitionKey(), record.explicitHashKey());
            checked(record.data(), record.partitionKey());
        });
        List<PutRecordsResultEntry> entries = ports.store().write(tables -> {
            List<PutRecordsResultEntry> written = new ArrayList<>();
            request.records().forEach(record -> {
                Place place = append(
                        tables,
                        context,
                        stream,
                        shard(stream, record.partitionKey(), record.explicitHashKey()),
                        record.partitionKey(),
                        record.data().asByteArrayUnsafe());
                written.add(PutRecordsResultEntry.builder()
                        .shardId(place.shardId())
                        .sequenceNumber(place.sequenceNumber())
                        .build());
            });
            return written;
        });
        return PutRecordsResponse.builder()
                .records(entries)
                .failedRecordCount(0)
                .encryptionType("NONE")
                .build();
    }

    private static byte[] checked(SdkBytes data, String partitionKey) {
        byte[] bytes = data.asByteArrayUnsafe();
        if (bytes.length + partitionKey.length() > MAX_BYTES) {
            throw new ApiException("ValidationException", "A record has at most 1 MiB with its partition key.");
        }
        return bytes;
    }

    private static int shard(Stream stream, String partitionKey, @Nullable String explicitHashKey) {
        BigInteger key = explicitHashKey == null ? Stream.hashKey(partitionKey) : new BigInteger(explicitHashKey);
        if (!Stream.isHashKey(key)) {
            throw new ApiException("InvalidArgumentException", "ExplicitHashKey is out of range: " + key);
        }
        return stream.shardOf(key);
    }

    /** Within the one writer, so that positions are in the order of the commits. */
    private Place append(
            Tables tables, CallContext context, Stream stream, int shard, String partitionKey, byte[] data) {
        long position = sequence.next();
        tables.targetLog(context.tenant())
                .append(
                        stream.log(shard),
                        new TargetLogEntry(
                                position,
                                context.now(),
                                Json.write(new Stored(
                                        partitionKey, Base64.getEncoder().encodeToString(data)))));
        return new Place(Stream.shardId(shard), Long.toString(position));
    }

    GetShardIteratorResponse iterator(GetShardIteratorRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Stream stream = streams.get(tenant, request.streamName(), request.streamARN());
        int shard = -1;
        for (int i = 0; i < stream.shards(); i++) {
            shard = Stream.shardId(i).equals(request.shardId()) ? i : shard;
        }
        if (shard < 0) {
            throw new ApiException(
                    "ResourceNotFoundException",
                    "Shard " + request.shardId() + " in stream " + stream.name() + " not found.");
        }
        String log = stream.log(shard);
        ports.store().write(tables -> {
            tables.targetLog(tenant).deleteBefore(log, context.now().minus(RETENTION));
            return true;
        });
        long after =
                switch (request.shardIteratorTypeAsString()) {
                    case "TRIM_HORIZON" -> -1;
                    case "LATEST" ->
                        ports.store().read(tables -> tables.targetLog(tenant).before(log, Long.MAX_VALUE, 1)).stream()
                                .findFirst()
                                .map(TargetLogEntry::position)
                                .orElse(-1L);
                    case "AT_SEQUENCE_NUMBER" -> number(request.startingSequenceNumber()) - 1;
                    case "AFTER_SEQUENCE_NUMBER" -> number(request.startingSequenceNumber());
                    case "AT_TIMESTAMP" -> {
                        if (request.timestamp() == null) {
                            throw new ApiException("InvalidArgumentException", "AT_TIMESTAMP needs a Timestamp.");
                        }
                        Instant time = request.timestamp();
                        yield ports.store()
                                .read(tables -> tables.targetLog(tenant).firstAt(log, time))
                                .map(entry -> entry.position() - 1)
                                .orElse(Long.MAX_VALUE - 1);
                    }
                    default -> throw new ApiException("InvalidArgumentException", "ShardIteratorType is not known.");
                };
        return GetShardIteratorResponse.builder()
                .shardIterator(token(context, log, after))
                .build();
    }

    private static long number(@Nullable String sequenceNumber) {
        try {
            return Long.parseLong(sequenceNumber == null ? "" : sequenceNumber);
        } catch (NumberFormatException e) {
            throw new ApiException(
                    "InvalidArgumentException", "StartingSequenceNumber " + sequenceNumber + " is invalid.");
        }
    }

    private static String query(Tenant tenant) {
        return "kinesis|" + tenant;
    }

    private String token(CallContext context, String log, long after) {
        return ports.tokens().issue(query(context.tenant()), context.now().toEpochMilli() + "|" + after + "|" + log);
    }

    GetRecordsResponse get(GetRecordsRequest request, CallContext context) {
        String[] token = Optional.ofNullable(request.shardIterator())
                .flatMap(text -> ports.tokens().position(query(context.tenant()), text))
                .orElseThrow(() -> new ApiException("InvalidArgumentException", "Invalid ShardIterator."))
                .split("\\|", 3);
        Instant issued = Instant.ofEpochMilli(Long.parseLong(token[0]));
        if (issued.plus(ITERATOR_LIFE).isBefore(context.now())) {
            throw new ApiException(
                    "ExpiredIteratorException", "Iterator expired: it was issued more than five minutes ago.");
        }
        long after = Long.parseLong(token[1]);
        String log = token[2];
        int limit = request.limit() == null ? MAX_RECORDS : request.limit();
        List<TargetLogEntry> entries =
                ports.store().read(tables -> tables.targetLog(context.tenant()).after(log, after, limit));
        List<software.amazon.awssdk.services.kinesis.model.Record> records = new ArrayList<>();
        long bytes = 0;
        long last = after;
        for (TargetLogEntry entry : entries) {
            Stored stored = Json.read(entry.body(), Stored.class);
            bytes += stored.data().length();
            if (bytes > PAGE_BYTES && !records.isEmpty()) {
                break;
            }
            last = entry.position();
            if (entry.time().isBefore(context.now().minus(RETENTION))) {
                continue;
            }
            records.add(software.amazon.awssdk.services.kinesis.model.Record.builder()
                    .sequenceNumber(Long.toString(entry.position()))
                    .approximateArrivalTimestamp(entry.time())
                    .partitionKey(stored.partitionKey())
                    .data(SdkBytes.fromByteArray(Base64.getDecoder().decode(stored.data())))
                    .build());
        }
        return GetRecordsResponse.builder()
                .records(records)
                .nextShardIterator(token(context, log, last))
                .millisBehindLatest(0L)
                .build();
    }
}
