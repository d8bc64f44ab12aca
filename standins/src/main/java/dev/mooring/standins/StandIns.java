package dev.mooring.standins;

import dev.mooring.api.AwsService;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.standins.cloudwatch.CloudWatchService;
import dev.mooring.standins.dynamodb.DynamoService;
import dev.mooring.standins.firehose.FirehoseService;
import dev.mooring.standins.iotanalytics.IotAnalyticsService;
import dev.mooring.standins.iotevents.IotEventsService;
import dev.mooring.standins.kinesis.KinesisService;
import dev.mooring.standins.logs.LogWriter;
import dev.mooring.standins.logs.LogsService;
import dev.mooring.standins.opensearch.OpenSearchService;
import dev.mooring.standins.s3.Buckets;
import dev.mooring.standins.s3.S3Service;
import dev.mooring.standins.salesforce.SalesforceGate;
import dev.mooring.standins.sns.SnsService;
import dev.mooring.standins.sqs.Queues;
import dev.mooring.standins.sqs.SqsService;
import dev.mooring.standins.states.StatesService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stand-ins of one server. Making them costs nothing: a service reads its model and makes its handlers at its first
 * request.
 */
public final class StandIns implements AutoCloseable {
    private final StandInPorts ports;
    private final Queues queues;
    private final LogWriter logs;
    private final SnsService sns;
    private final FirehoseService firehose;
    private final CloudWatchService cloudWatch;
    private final OpenSearchService openSearch;
    private final StatesService states;
    private final IotEventsService iotEvents;

    /** By the names that the AWS SDKs have for the services, which state machines use too. */
    private final Map<String, AwsService> byName = new LinkedHashMap<>();

    public StandIns(StandInPorts ports) {
        this.ports = ports;
        this.queues = new Queues(ports);
        this.logs = new LogWriter(ports);
        Buckets buckets = new Buckets(ports);
        this.firehose = new FirehoseService(ports, buckets);
        this.sns = new SnsService(ports, queues);
        this.cloudWatch = new CloudWatchService(ports, sns);
        this.openSearch = new OpenSearchService(ports);
        ServiceCalls calls = new ServiceCalls(byName, ports.clock());
        this.states = new StatesService(ports, calls);
        this.iotEvents = new IotEventsService(ports, calls);
        byName.put("sqs", SqsService.of(ports, queues));
        byName.put("sns", sns.service());
        byName.put("dynamodb", DynamoService.of(ports));
        byName.put("s3", S3Service.of(ports, buckets));
        byName.put("kinesis", KinesisService.of(ports));
        byName.put("firehose", firehose.service());
        byName.put("cloudwatch", cloudWatch.service());
        byName.put("cloudwatchlogs", LogsService.of(ports, logs));
        byName.put("sfn", states.service());
        byName.put("iotevents", iotEvents.control());
        byName.put("ioteventsdata", iotEvents.data());
        byName.put("opensearch", openSearch.openSearch());
        byName.put("elasticsearch", openSearch.elasticsearch());
        byName.put("iotanalytics", IotAnalyticsService.of(ports, buckets));
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
        return List.copyOf(byName.values());
    }

    /**
     * What is served at paths of its own, before the services.
     *
     * @param others whose are all other requests
     */
    public HttpService gate(RequestAuthenticator authenticator, HttpService others) {
        return openSearch.gate(authenticator, new SalesforceGate(ports, others));
    }

    /** Goes on with what an earlier run of the server accepted. Call it when the server answers; it may take its time. */
    public void resume() {
        sns.resume();
        firehose.resume();
        cloudWatch.resume();
        states.resume();
        iotEvents.resume();
    }

    /** Stops what runs in the background; what was accepted is in the store. */
    @Override
    public void close() {
        states.close();
        iotEvents.close();
        cloudWatch.close();
        openSearch.close();
        sns.close();
        firehose.close();
    }
}
