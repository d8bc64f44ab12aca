package dev.mooring.standins.kinesis;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.AwsJson;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;

/** Which operations of Amazon Kinesis are built, and by what. In JSON, and in the CBOR of the SDK for Java. */
public final class KinesisService {
    private KinesisService() {}

    public static AwsService of(StandInPorts ports) {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("kinesis"),
                        false,
                        List.of("models/kinesis-2013-12-02-model.json"),
                        List.of(AwsJson::version11, AwsJson::cbor11),
                        new AwsService.Refusals(
                                "ValidationException", "SerializationException", "UnknownOperationException")),
                operations -> register(operations, ports));
    }

    private static void register(Operations operations, StandInPorts ports) {
        StreamHandlers streams = new StreamHandlers(ports);
        RecordHandlers records = new RecordHandlers(ports, streams, new Sequence(ports.clock()));
        operations
                .on("CreateStream", CreateStreamRequest::builder, streams::create)
                .on("DeleteStream", DeleteStreamRequest::builder, streams::delete)
                .on("DescribeStream", DescribeStreamRequest::builder, streams::describe)
                .on("DescribeStreamSummary", DescribeStreamSummaryRequest::builder, streams::describeSummary)
                .on("ListShards", ListShardsRequest::builder, streams::listShards)
                .on("ListStreams", ListStreamsRequest::builder, streams::list)
                .on("PutRecord", PutRecordRequest::builder, records::put)
                .on("PutRecords", PutRecordsRequest::builder, records::putAll)
                .on("GetShardIterator", GetShardIteratorRequest::builder, records::iterator)
                .on("GetRecords", GetRecordsRequest::builder, records::get);
    }
}
