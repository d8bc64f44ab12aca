package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.states.language.Signal;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.ActivityListItem;
import software.amazon.awssdk.services.sfn.model.CreateActivityRequest;
import software.amazon.awssdk.services.sfn.model.CreateActivityResponse;
import software.amazon.awssdk.services.sfn.model.DeleteActivityRequest;
import software.amazon.awssdk.services.sfn.model.DeleteActivityResponse;
import software.amazon.awssdk.services.sfn.model.DescribeActivityRequest;
import software.amazon.awssdk.services.sfn.model.DescribeActivityResponse;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskRequest;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.ListActivitiesRequest;
import software.amazon.awssdk.services.sfn.model.ListActivitiesResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import tools.jackson.core.JacksonException;

/** Tasks that others do: answers by task token, and activities. */
record TaskHandlers(StandInPorts ports, Executions executions, Activities activities, Paging paging) {
    /** As AWS: a worker's call waits a minute. */
    private static final Duration POLL = Duration.ofSeconds(60);

    SendTaskSuccessResponse succeed(SendTaskSuccessRequest request, CallContext context) {
        TaskToken token = TaskToken.of(ports.tokens(), context.tenant(), request.taskToken());
        try {
            if (Json.MAPPER.readTree(request.output()).isMissingNode()) {
                throw new ApiException("InvalidOutput", "Invalid Output: it is empty");
            }
        } catch (JacksonException e) {
            throw new ApiException("InvalidOutput", "Invalid Output: it is not JSON");
        }
        answer(context, token, new Signal.TaskSucceeded(token.task(), request.output()));
        return SendTaskSuccessResponse.builder().build();
    }

    SendTaskFailureResponse fail(SendTaskFailureRequest request, CallContext context) {
        TaskToken token = TaskToken.of(ports.tokens(), context.tenant(), request.taskToken());
        String error = Optional.ofNullable(request.error()).orElse("States.TaskFailed");
        answer(
                context,
                token,
                new Signal.TaskFailed(
                        token.task(),
                        error,
                        Optional.ofNullable(request.cause()).orElse("")));
        return SendTaskFailureResponse.builder().build();
    }

    SendTaskHeartbeatResponse heartbeat(SendTaskHeartbeatRequest request, CallContext context) {
        TaskToken token = TaskToken.of(ports.tokens(), context.tenant(), request.taskToken());
        answer(context, token, new Signal.TaskHeartbeat(token.task()));
        return SendTaskHeartbeatResponse.builder().build();
    }

    private void answer(CallContext context, TaskToken token, Signal signal) {
        if (!executions.signalTask(new Executions.Key(context.tenant(), token.execution()), token.task(), signal)) {
            throw new ApiException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        }
    }

    private static String arn(Tenant tenant, String name) {
        return ServiceArn.of("states", tenant, "activity:" + name).toString();
    }

    CreateActivityResponse createActivity(CreateActivityRequest request, CallContext context) {
        String name = Arns.checkedName(request.name());
        if (request.encryptionConfiguration() != null
                && !"AWS_OWNED_KEY".equals(request.encryptionConfiguration().typeAsString())) {
            throw new ApiException(
                    "InvalidEncryptionConfiguration", "Encryption with a key of one's own is not built here.");
        }
        String arn = arn(context.tenant(), name);
        TargetResource created = ports.store().write(tables -> {
            var resources = tables.targetResources(context.tenant());
            Optional<TargetResource> earlier = resources.find(Activities.KIND, name);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            TargetResource activity = new TargetResource(Activities.KIND, name, "{}", context.now());
            resources.put(activity);
            tables.tags(context.tenant()).put(arn, MachineHandlers.tags(request.tags()));
            return activity;
        });
        return CreateActivityResponse.builder()
                .activityArn(arn)
                .creationDate(created.createdAt())
                .build();
    }

    private TargetResource activity(Tenant tenant, String arn) {
        String name = Arns.resource(tenant, arn, "activity:");
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(Activities.KIND, name))
                .orElseThrow(() -> new ApiException("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'"));
    }

    DescribeActivityResponse describeActivity(DescribeActivityRequest request, CallContext context) {
        TargetResource activity = activity(context.tenant(), request.activityArn());
        return DescribeActivityResponse.builder()
                .activityArn(request.activityArn())
                .name(activity.name())
                .creationDate(activity.createdAt())
                .build();
    }

    ListActivitiesResponse listActivities(ListActivitiesRequest request, CallContext context) {
        String query = "states.activities" + context.tenant();
        Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(context.tenant())
                .list(
                        Activities.KIND,
                        "",
                        paging.position(query, request.nextToken()),
                        Paging.size(request.maxResults())));
        return ListActivitiesResponse.builder()
                .activities(page.items().stream()
                        .map(activity -> ActivityListItem.builder()
                                .activityArn(arn(context.tenant(), activity.name()))
                                .name(activity.name())
                                .creationDate(activity.createdAt())
                                .build())
                        .toList())
                .nextToken(paging.token(query, page.next()))
                .build();
    }

    DeleteActivityResponse deleteActivity(DeleteActivityRequest request, CallContext context) {
        String name = Arns.resource(context.tenant(), request.activityArn(), "activity:");
        ports.store().write(tables -> {
            tables.tags(context.tenant()).removeAll(request.activityArn());
            return tables.targetResources(context.tenant()).delete(Activities.KIND, name);
        });
        return DeleteActivityResponse.builder().build();
    }

    /** Answers empty when there was no task in time. */
    GetActivityTaskResponse getTask(GetActivityTaskRequest request, CallContext context) {
        TargetResource activity = activity(context.tenant(), request.activityArn());
        String worker = Optional.ofNullable(request.workerName()).orElse("");
        try {
            while (true) {
                Optional<Activities.Waiting> task = activities.poll(context.tenant(), activity.name(), POLL.toMillis());
                if (task.isEmpty()) {
                    return GetActivityTaskResponse.builder().build();
                }
                Activities.Waiting waiting = task.get();
                if (executions.signalTask(
                        waiting.key(), waiting.task(), new Signal.TaskStarted(waiting.task(), worker))) {
                    return GetActivityTaskResponse.builder()
                            .taskToken(new TaskToken(waiting.key().execution(), waiting.task())
                                    .text(ports.tokens(), context.tenant()))
                            .input(waiting.input())
                            .build();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return GetActivityTaskResponse.builder().build();
        }
    }
}
