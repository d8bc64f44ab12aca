package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;

/**
 * Writes the result into a log group, as one event; in batch mode the result is an array of events. The log stream has
 * the rule's name and is made when it is missing; the group is not.
 *
 * @param batchMode each element is an object of {@code timestamp}, in milliseconds since 1970, and {@code message}
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cloudwatch-logs-rule-action.html">AWS: CloudWatch
 *     Logs action</a>
 */
record CloudwatchLogsAction(Template logGroupName, boolean batchMode) implements TargetAction {
    static final String KIND = "cloudwatchLogs";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "CloudwatchLogsAction", "Log group", "logGroupName", "put CloudWatch log events");
    private static final int MAX_EVENTS = 10_000;

    static CloudwatchLogsAction parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        return new CloudwatchLogsAction(parameters.requiredTemplate("logGroupName"), parameters.flag("batchMode"));
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return logGroupName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(logGroupName);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        List<InputLogEvent> events = batchMode
                ? events(Payloads.json(input))
                : List.of(InputLogEvent.builder()
                        .timestamp(ports.clock().millis())
                        .message(Payloads.text(input, "encode binary payloads with encode(*, 'base64')"))
                        .build());
        if (events.isEmpty()) {
            return Delivery.of(() -> {});
        }
        PutLogEventsRequest put = PutLogEventsRequest.builder()
                .logGroupName(resource)
                .logStreamName(input.ruleArn().substring(input.ruleArn().lastIndexOf('/') + 1))
                .logEvents(events)
                .build();
        return Delivery.bySdk(() -> {
            CloudWatchLogsClient logs = ports.clients()
                    .get(input.tenant(), TargetService.LOGS, CloudWatchLogsClient.class, CloudWatchLogsClient::builder);
            check(put(logs, put));
        });
    }

    private static List<InputLogEvent> events(JsonNode result) throws UndeliverableException {
        if (!result.isArray() || result.size() > MAX_EVENTS) {
            throw UndeliverableException.forGood("with batchMode the result must be an array of at most " + MAX_EVENTS
                    + " objects with timestamp and message");
        }
        List<InputLogEvent> events = new ArrayList<>(result.size());
        for (JsonNode element : result) {
            JsonNode timestamp = element.path("timestamp");
            JsonNode message = element.path("message");
            if (!timestamp.isIntegralNumber() || !timestamp.canConvertToLong() || !message.isString()) {
                throw UndeliverableException.forGood(
                        "element " + events.size()
                                + " of the result is not an object of timestamp, in milliseconds since 1970, and message, a text");
            }
            events.add(InputLogEvent.builder()
                    .timestamp(timestamp.asLong())
                    .message(message.asString())
                    .build());
        }
        // PutLogEvents demands it.
        events.sort(Comparator.comparing(InputLogEvent::timestamp));
        return events;
    }

    private static PutLogEventsResponse put(CloudWatchLogsClient logs, PutLogEventsRequest put) {
        try {
            return logs.putLogEvents(put);
        } catch (ResourceNotFoundException noStreamYet) {
            try {
                logs.createLogStream(
                        create -> create.logGroupName(put.logGroupName()).logStreamName(put.logStreamName()));
            } catch (ResourceAlreadyExistsException madeByAnother) {
                // As good.
            }
            return logs.putLogEvents(put);
        }
    }

    private static void check(PutLogEventsResponse response) throws UndeliverableException {
        RejectedLogEventsInfo rejected = response.rejectedLogEventsInfo();
        if (rejected != null) {
            throw UndeliverableException.forGood("log events were rejected as too old or too new: " + rejected);
        }
    }
}
