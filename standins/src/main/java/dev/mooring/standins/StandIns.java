package dev.mooring.standins;

import dev.mooring.api.AwsService;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.standins.cloudwatch.CloudWatchService;
import dev.mooring.standins.dynamodb.DynamoService;
import dev.mooring.standins.firehose.FirehoseService;
import dev.mooring.standins.kinesis.KinesisService;
import dev.mooring.standins.logs.LogWriter;
import dev.mooring.standins.logs.LogsService;
import dev.mooring.standins.opensearch.OpenSearchService;
import dev.mooring.standins.s3.Buckets;
import dev.mooring.standins.s3.S3Service;
import dev.mooring.standins.sns.SnsService;
import dev.mooring.standins.sqs.Queues;
import dev.mooring.standins.sqs.SqsService;
import java.util.ArrayList;
import java.util.List;

/**
 * The stand-ins of one server. Making them costs nothing: a service reads its model and makes its handlers at its first
 * request.
 */
public final class StandIns implements AutoCloseable {
    private final Queues queues;
    private final LogWriter logs;
    private final SnsService sns;
    private final FirehoseService firehose;
    private final CloudWatchService cloudWatch;
    private final OpenSearchService openSearch;
    private final List<AwsService> services;

    public StandIns(StandInPorts ports) {
        this.queues = new Queues(ports);
        this.logs = new LogWriter(ports);
        Buckets buckets = new Buckets(ports);
        this.firehose = new FirehoseService(ports, buckets);
        this.sns = new SnsService(ports, queues);
        this.cloudWatch = new CloudWatchService(ports, sns);
        this.openSearch = new OpenSearchService(ports);
        List<AwsService> all = new ArrayList<>(List.of(
                SqsService.of(ports, queues),
                sns.service(),
                DynamoService.of(ports),
                S3Service.of(ports, buckets),
                KinesisService.of(ports),
                firehose.service(),
                cloudWatch.service(),
                LogsService.of(ports, logs)));
        all.addAll(openSearch.services());
        this.services = List.copyOf(all);
    }

    /** The queues, for other services of this server. */
    public Queues queues() {
        return queues;
    }

    /** The topics, for other services of this server. */
    public SnsService topics() {
        return sns;
    }

    /** The logs, for other services of this server. */
    public LogWriter logs() {
        return logs;
    }

    public List<AwsService> services() {
        return services;
    }

    /**
     * What is served at paths of its own, before the services.
     *
     * @param others whose are all other requests
     */
    public HttpService gate(RequestAuthenticator authenticator, HttpService others) {
        return openSearch.gate(authenticator, others);
    }

    /** Goes on with what an earlier run of the server accepted. Call it when the server answers; it may take its time. */
    public void resume() {
        sns.resume();
        firehose.resume();
        cloudWatch.resume();
    }

    /** Stops what runs in the background; what was accepted is in the store. */
    @Override
    public void close() {
        cloudWatch.close();
        openSearch.close();
        sns.close();
        firehose.close();
    }
}
