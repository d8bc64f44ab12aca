package dev.mooring.standins.cloudwatch;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.AwsJson;
import dev.mooring.api.protocol.AwsQuery;
import dev.mooring.api.protocol.RpcV2Cbor;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import dev.mooring.standins.sns.SnsService;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;

/** Which operations of Amazon CloudWatch are built, and by what. In all three protocols that clients of its age speak. */
public final class CloudWatchService implements AutoCloseable {
    private final StandInPorts ports;
    private final Points points;
    private final AlarmHistory history;
    private final AlarmActions actions;
    private final Alarms alarms;
    private final AlarmWatch watch;

    public CloudWatchService(StandInPorts ports, SnsService sns) {
        this.ports = ports;
        this.points = new Points(ports);
        Sequence sequence = new Sequence(ports.clock());
        this.history = new AlarmHistory(sequence);
        this.actions = new AlarmActions(ports, sns, history, sequence);
        this.alarms = new Alarms(ports, points, history, actions);
        this.watch = new AlarmWatch(ports, alarms);
    }

    public AwsService service() {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("monitoring"),
                        false,
                        List.of("models/monitoring-2010-08-01-model.json"),
                        List.of(RpcV2Cbor::new, AwsJson::version10, AwsQuery::new),
                        new AwsService.Refusals("ValidationError", "MalformedInput", "UnsupportedOperation")),
                this::register);
    }

    private void register(Operations operations) {
        PutHandlers putting = new PutHandlers(points);
        ReadHandlers reading = new ReadHandlers(ports, points);
        AlarmHandlers handlers = new AlarmHandlers(ports, alarms, history, watch);
        TagHandlers tags = new TagHandlers(ports);
        operations
                .on("PutMetricData", PutMetricDataRequest::builder, putting::put)
                .on("GetMetricStatistics", GetMetricStatisticsRequest::builder, reading::statistics)
                .on("GetMetricData", GetMetricDataRequest::builder, reading::data)
                .on("ListMetrics", ListMetricsRequest::builder, reading::list)
                .on("PutMetricAlarm", PutMetricAlarmRequest::builder, handlers::put)
                .on("DescribeAlarms", DescribeAlarmsRequest::builder, handlers::describe)
                .on("DescribeAlarmsForMetric", DescribeAlarmsForMetricRequest::builder, handlers::describeForMetric)
                .on("DescribeAlarmHistory", DescribeAlarmHistoryRequest::builder, new HistoryHandlers(ports)::describe)
                .on("SetAlarmState", SetAlarmStateRequest::builder, handlers::setState)
                .on("EnableAlarmActions", EnableAlarmActionsRequest::builder, handlers::enable)
                .on("DisableAlarmActions", DisableAlarmActionsRequest::builder, handlers::disable)
                .on("DeleteAlarms", DeleteAlarmsRequest::builder, handlers::delete)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, tags::list)
                .on("TagResource", TagResourceRequest::builder, tags::tag)
                .on("UntagResource", UntagResourceRequest::builder, tags::untag);
    }

    /** Takes the actions that an earlier run of the server did not get to, and goes on watching its alarms. */
    public void resume() {
        List<Tenant> tenants = ports.store().read(tables -> tables.tenantsWithTargets(Alarm.KIND));
        tenants.forEach(tenant -> {
            actions.resume(tenant);
            watch.watch(tenant);
        });
    }

    @Override
    public void close() {
        watch.close();
    }
}
