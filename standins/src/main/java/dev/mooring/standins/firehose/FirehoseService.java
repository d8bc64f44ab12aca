package dev.mooring.standins.firehose;

import dev.mooring.api.ApiException;
import dev.mooring.api.AwsService;
import dev.mooring.api.CallContext;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.AwsJson;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import dev.mooring.standins.s3.Buckets;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.BufferingHints;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.DestinationDescription;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsRequest;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;

/** Amazon Data Firehose: its operations. They are few, so they stand here. */
public final class FirehoseService implements AutoCloseable {
    private static final String BUCKET = "arn:aws:s3:::";
    private static final int MAX_RECORD_BYTES = 1_024_000;
    private static final int MAX_BATCH_BYTES = 4 << 20;
    private static final int DEFAULT_SECONDS = 300;
    private static final int DEFAULT_MEGABYTES = 5;

    private final StandInPorts ports;
    private final Buffers buffers;

    public FirehoseService(StandInPorts ports, Buckets buckets) {
        this.ports = ports;
        this.buffers = new Buffers(ports, buckets);
    }

    public AwsService service() {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("firehose"),
                        false,
                        List.of("models/firehose-2015-08-04-model.json"),
                        List.of(AwsJson::version11),
                        new AwsService.Refusals(
                                "InvalidArgumentException", "SerializationException", "UnknownOperationException")),
                this::register);
    }

    private void register(Operations operations) {
        operations
                .on("CreateDeliveryStream", CreateDeliveryStreamRequest::builder, this::create)
                .on("DescribeDeliveryStream", DescribeDeliveryStreamRequest::builder, this::describe)
                .on("ListDeliveryStreams", ListDeliveryStreamsRequest::builder, this::list)
                .on("DeleteDeliveryStream", DeleteDeliveryStreamRequest::builder, this::delete)
                .on("PutRecord", PutRecordRequest::builder, this::put)
                .on("PutRecordBatch", PutRecordBatchRequest::builder, this::putAll);
    }

    private static ApiException invalid(String message) {
        return new ApiException("InvalidArgumentException", message);
    }

    @SuppressWarnings("deprecation") // Clients of before the extended destination send the other one.
    private CreateDeliveryStreamResponse create(CreateDeliveryStreamRequest request, CallContext context) {
        ExtendedS3DestinationConfiguration extended = request.extendedS3DestinationConfiguration();
        var plain = request.s3DestinationConfiguration();
        if ((extended == null) == (plain == null)) {
            throw invalid("One S3 destination must be configured; other destinations are not built here.");
        }
        if (extended != null
                && (extended.processingConfiguration() != null
                        || extended.dataFormatConversionConfiguration() != null
                        || extended.dynamicPartitioningConfiguration() != null)) {
            throw invalid("Processing, format conversion and dynamic partitioning are not built here.");
        }
        String compression = Optional.ofNullable(
                        extended != null ? extended.compressionFormatAsString() : plain.compressionFormatAsString())
                .orElse("UNCOMPRESSED");
        if (!compression.equals("UNCOMPRESSED")) {
            throw invalid("Compression is not built here.");
        }
        Optional<BufferingHints> hints =
                Optional.ofNullable(extended != null ? extended.bufferingHints() : plain.bufferingHints());
        DeliveryStream stream = new DeliveryStream(
                request.deliveryStreamName(),
                extended != null ? extended.bucketARN() : plain.bucketARN(),
                extended != null ? extended.roleARN() : plain.roleARN(),
                Optional.ofNullable(extended != null ? extended.prefix() : plain.prefix())
                        .orElse(""),
                Optional.ofNullable(extended != null ? extended.fileExtension() : null)
                        .orElse(""),
                hints.map(BufferingHints::intervalInSeconds).orElse(DEFAULT_SECONDS),
                hints.map(BufferingHints::sizeInMBs).orElse(DEFAULT_MEGABYTES),
                context.now().toEpochMilli());
        if (!stream.bucketArn().startsWith(BUCKET)) {
            throw invalid("BucketARN must be a bucket's ARN.");
        }
        try {
            ObjectNames.check(stream.prefix());
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        ports.store().write(tables -> {
            if (tables.targetResources(context.tenant())
                    .find(DeliveryStream.KIND, stream.name())
                    .isPresent()) {
                throw new ApiException(
                        "ResourceInUseException", "Delivery stream " + stream.name() + " already exists.");
            }
            tables.targetResources(context.tenant()).put(stream.toResource());
            return stream;
        });
        return CreateDeliveryStreamResponse.builder()
                .deliveryStreamARN(arn(context.tenant(), stream.name()))
                .build();
    }

    private static String arn(Tenant tenant, String name) {
        return ServiceArn.of("firehose", tenant, "deliverystream/" + name).toString();
    }

    private DeliveryStream get(Tenant tenant, String name) {
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(DeliveryStream.KIND, name))
                .map(DeliveryStream::of)
                .orElseThrow(() -> new ApiException(
                        "ResourceNotFoundException",
                        "Firehose " + name + " under account " + tenant.account() + " not found."));
    }

    private DescribeDeliveryStreamResponse describe(DescribeDeliveryStreamRequest request, CallContext context) {
        DeliveryStream stream = get(context.tenant(), request.deliveryStreamName());
        return DescribeDeliveryStreamResponse.builder()
                .deliveryStreamDescription(d -> d.deliveryStreamName(stream.name())
                        .deliveryStreamARN(arn(context.tenant(), stream.name()))
                        .deliveryStreamStatus("ACTIVE")
                        .deliveryStreamType("DirectPut")
                        .versionId("1")
                        .createTimestamp(Instant.ofEpochMilli(stream.createdAt()))
                        .hasMoreDestinations(false)
                        .destinations(List.of(destination(stream))))
                .build();
    }

    private static DestinationDescription destination(DeliveryStream stream) {
        return DestinationDescription.builder()
                .destinationId("destinationId-000000000001")
                .extendedS3DestinationDescription(s3 -> s3.bucketARN(stream.bucketArn())
                        .roleARN(stream.roleArn())
                        .prefix(stream.prefix())
                        .compressionFormat("UNCOMPRESSED")
                        .encryptionConfiguration(e -> e.noEncryptionConfig("NoEncryption"))
                        .bufferingHints(
                                h -> h.intervalInSeconds(stream.seconds()).sizeInMBs(stream.megabytes())))
                .build();
    }

    private ListDeliveryStreamsResponse list(ListDeliveryStreamsRequest request, CallContext context) {
        Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(context.tenant())
                .list(
                        DeliveryStream.KIND,
                        "",
                        Optional.ofNullable(request.exclusiveStartDeliveryStreamName()),
                        request.limit() == null ? 10 : request.limit()));
        return ListDeliveryStreamsResponse.builder()
                .deliveryStreamNames(
                        page.items().stream().map(TargetResource::name).toList())
                .hasMoreDeliveryStreams(page.next().isPresent())
                .build();
    }

    private DeleteDeliveryStreamResponse delete(DeleteDeliveryStreamRequest request, CallContext context) {
        DeliveryStream stream = get(context.tenant(), request.deliveryStreamName());
        ports.store().write(tables -> {
            tables.targetResources(context.tenant()).delete(DeliveryStream.KIND, stream.name());
            tables.targetLog(context.tenant()).deleteAll(stream.log());
            return true;
        });
        return DeleteDeliveryStreamResponse.builder().build();
    }

    private PutRecordResponse put(PutRecordRequest request, CallContext context) {
        DeliveryStream stream = get(context.tenant(), request.deliveryStreamName());
        buffers.append(
                context.tenant(), stream, List.of(checked(request.record().data())), context.now());
        return PutRecordResponse.builder()
                .recordId(UUID.randomUUID().toString())
                .encrypted(false)
                .build();
    }

    private PutRecordBatchResponse putAll(PutRecordBatchRequest request, CallContext context) {
        DeliveryStream stream = get(context.tenant(), request.deliveryStreamName());
        List<byte[]> records =
                request.records().stream().map(record -> checked(record.data())).toList();
        if (records.stream().mapToLong(data -> data.length).sum() > MAX_BATCH_BYTES) {
            throw invalid("Records size exceeds 4 MB limit");
        }
        buffers.append(context.tenant(), stream, records, context.now());
        return PutRecordBatchResponse.builder()
                .failedPutCount(0)
                .encrypted(false)
                .requestResponses(records.stream()
                        .map(data -> PutRecordBatchResponseEntry.builder()
                                .recordId(UUID.randomUUID().toString())
                                .build())
                        .toList())
                .build();
    }

    private static byte[] checked(SdkBytes data) {
        byte[] bytes = data.asByteArrayUnsafe();
        if (bytes.length > MAX_RECORD_BYTES) {
            throw invalid("A record has at most 1,000 KiB.");
        }
        return bytes;
    }

    /** Goes on with what an earlier run of the server accepted. */
    public void resume() {
        for (Tenant tenant : ports.store().read(tables -> tables.tenantsWithTargets(DeliveryStream.KIND))) {
            ports.store()
                    .read(tables -> tables.targetResources(tenant).all(DeliveryStream.KIND, ""))
                    .forEach(stream -> buffers.resume(tenant, DeliveryStream.of(stream)));
        }
    }

    @Override
    public void close() {
        buffers.close();
    }
}
