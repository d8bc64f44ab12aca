package dev.mooring.standins;

import dev.mooring.api.AwsService;
import dev.mooring.standins.dynamodb.DynamoService;
import dev.mooring.standins.firehose.FirehoseService;
import dev.mooring.standins.kinesis.KinesisService;
import dev.mooring.standins.logs.LogsService;
import dev.mooring.standins.s3.Buckets;
import dev.mooring.standins.s3.S3Service;
import dev.mooring.standins.sns.SnsService;
import dev.mooring.standins.sqs.Queues;
import dev.mooring.standins.sqs.SqsService;
import dev.mooring.standins.states.StatesService;
import java.util.List;
import java.util.Map;

/**
 * The stand-ins of one server. Making them costs nothing: a service reads its model and makes its handlers at its first
 * request.
 */
public final class StandIns implements AutoCloseable {
    private final SnsService sns;
    private final FirehoseService firehose;
    private final StatesService states;
    private final Map<String, AwsService> bySdkName;
    private final List<AwsService> services;

    public StandIns(StandInPorts ports) {
        Queues queues = new Queues(ports);
        Buckets buckets = new Buckets(ports);
        this.firehose = new FirehoseService(ports, buckets);
        this.sns = new SnsService(ports, queues);
        AwsService sqs = SqsService.of(ports, queues);
        AwsService topics = sns.service();
        AwsService dynamo = DynamoService.of(ports);
        AwsService s3 = S3Service.of(ports, buckets);
        AwsService kinesis = KinesisService.of(ports);
        AwsService streams = firehose.service();
        AwsService logs = LogsService.of(ports);
        this.states = new StatesService(ports, new ServiceCalls(this::bySdkName, ports.clock()));
        AwsService machines = states.service();
        this.bySdkName = Map.of(
                "sqs", sqs,
                "sns", topics,
                "dynamodb", dynamo,
                "s3", s3,
                "kinesis", kinesis,
                "firehose", streams,
                "cloudwatchlogs", logs,
                "sfn", machines);
        this.services = List.of(sqs, topics, dynamo, s3, kinesis, streams, logs, machines);
    }

    /** What state machines may call, by the names that their definitions have for the services. */
    private Map<String, AwsService> bySdkName() {
        return bySdkName;
    }

    public List<AwsService> services() {
        return services;
    }

    /** Goes on with what an earlier run of the server accepted. Call it when the server answers; it may take its time. */
    public void resume() {
        sns.resume();
        firehose.resume();
        states.resume();
    }

    /** Stops what runs in the background; what was accepted is in the store. */
    @Override
    public void close() {
        states.close();
        sns.close();
        firehose.close();
    }
}
