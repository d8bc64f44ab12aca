package dev.mooring.standins.logs;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.AwsJson;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;

/** Which operations of Amazon CloudWatch Logs are built, and by what. */
public final class LogsService {
    private LogsService() {}

    public static AwsService of(StandInPorts ports, LogWriter writer) {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("logs"),
                        false,
                        List.of("models/logs-2014-03-28-model.json"),
                        List.of(AwsJson::version11),
                        new AwsService.Refusals(
                                "InvalidParameterException", "SerializationException", "UnknownOperationException")),
                operations -> register(operations, ports, writer));
    }

    private static void register(Operations operations, StandInPorts ports, LogWriter writer) {
        GroupHandlers groups = new GroupHandlers(ports);
        EventHandlers events = new EventHandlers(ports, writer.sequence());
        operations
                .on("CreateLogGroup", CreateLogGroupRequest::builder, groups::create)
                .on("DeleteLogGroup", DeleteLogGroupRequest::builder, groups::delete)
                .on("DescribeLogGroups", DescribeLogGroupsRequest::builder, groups::describe)
                .on("PutRetentionPolicy", PutRetentionPolicyRequest::builder, groups::putRetention)
                .on("CreateLogStream", CreateLogStreamRequest::builder, groups::createStream)
                .on("DeleteLogStream", DeleteLogStreamRequest::builder, groups::deleteStream)
                .on("DescribeLogStreams", DescribeLogStreamsRequest::builder, groups::describeStreams)
                .on("PutLogEvents", PutLogEventsRequest::builder, events::put)
                .on("GetLogEvents", GetLogEventsRequest::builder, events::get)
                .on("FilterLogEvents", FilterLogEventsRequest::builder, events::filter);
    }
}
