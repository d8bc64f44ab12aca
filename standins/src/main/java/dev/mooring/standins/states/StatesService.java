package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.api.AwsService;
import dev.mooring.api.CallContext;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.AwsJson;
import dev.mooring.standins.Alarms;
import dev.mooring.standins.ServiceCalls;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sfn.model.CreateActivityRequest;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DeleteActivityRequest;
import software.amazon.awssdk.services.sfn.model.DeleteStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeActivityRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.ListActivitiesRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sfn.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TagResourceRequest;
import software.amazon.awssdk.services.sfn.model.TagResourceResponse;
import software.amazon.awssdk.services.sfn.model.UntagResourceRequest;
import software.amazon.awssdk.services.sfn.model.UntagResourceResponse;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionRequest;

/** AWS Step Functions: which operations are built, and by what. Tags stand here, they are few. */
public final class StatesService implements AutoCloseable {
    private static final int MAX_TAGS = 50;

    private final StandInPorts ports;
    private final Alarms alarms;
    private final Machines machines;
    private final Activities activities;
    private final Executions executions;

    public StatesService(StandInPorts ports, ServiceCalls calls) {
        this.ports = ports;
        this.alarms = new Alarms(ports.clock());
        this.machines = new Machines(ports, calls);
        this.activities = new Activities(ports);
        this.executions = new Executions(ports, machines, alarms, new TaskCaller(ports, calls, activities, machines));
    }

    public AwsService service() {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("states"),
                        false,
                        List.of("models/states-2016-11-23-model.json"),
                        List.of(AwsJson::version10),
                        new AwsService.Refusals(
                                "ValidationException", "SerializationException", "UnknownOperationException")),
                this::register);
    }

    private void register(Operations operations) {
        Paging paging = new Paging(ports.tokens());
        ExecutionHandlers runs = new ExecutionHandlers(ports, machines, executions, paging);
        MachineHandlers definitions = new MachineHandlers(ports, machines, paging, runs);
        HistoryHandlers histories = new HistoryHandlers(ports, runs, paging);
        TaskHandlers tasks = new TaskHandlers(ports, executions, activities, paging);
        operations
                .on("CreateStateMachine", CreateStateMachineRequest::builder, definitions::create)
                .on("UpdateStateMachine", UpdateStateMachineRequest::builder, definitions::update)
                .on("DescribeStateMachine", DescribeStateMachineRequest::builder, definitions::describe)
                .on(
                        "DescribeStateMachineForExecution",
                        DescribeStateMachineForExecutionRequest::builder,
                        definitions::describeForExecution)
                .on("ListStateMachines", ListStateMachinesRequest::builder, definitions::list)
                .on("DeleteStateMachine", DeleteStateMachineRequest::builder, definitions::delete)
                .on(
                        "ValidateStateMachineDefinition",
                        ValidateStateMachineDefinitionRequest::builder,
                        definitions::validate)
                .on("StartExecution", StartExecutionRequest::builder, runs::start)
                .on("StartSyncExecution", StartSyncExecutionRequest::builder, runs::startSync)
                .on("StopExecution", StopExecutionRequest::builder, runs::stop)
                .on("DescribeExecution", DescribeExecutionRequest::builder, runs::describe)
                .on("ListExecutions", ListExecutionsRequest::builder, runs::list)
                .on("GetExecutionHistory", GetExecutionHistoryRequest::builder, histories::get)
                .on("SendTaskSuccess", SendTaskSuccessRequest::builder, tasks::succeed)
                .on("SendTaskFailure", SendTaskFailureRequest::builder, tasks::fail)
                .on("SendTaskHeartbeat", SendTaskHeartbeatRequest::builder, tasks::heartbeat)
                .on("CreateActivity", CreateActivityRequest::builder, tasks::createActivity)
                .on("DescribeActivity", DescribeActivityRequest::builder, tasks::describeActivity)
                .on("ListActivities", ListActivitiesRequest::builder, tasks::listActivities)
                .on("DeleteActivity", DeleteActivityRequest::builder, tasks::deleteActivity)
                .on("GetActivityTask", GetActivityTaskRequest::builder, tasks::getTask)
                .on("TagResource", TagResourceRequest::builder, this::tag)
                .on("UntagResource", UntagResourceRequest::builder, this::untag)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, this::listTags);
    }

    /** @throws ApiException InvalidArn, ResourceNotFound */
    private void checkExists(CallContext context, String arn) {
        String resource = Arns.resource(context.tenant(), arn, "");
        boolean isMachine = resource.startsWith("stateMachine:");
        String name = resource.substring(resource.indexOf(':') + 1);
        if ((!isMachine && !resource.startsWith("activity:"))
                || ports.store()
                        .read(tables -> tables.targetResources(context.tenant())
                                .find(isMachine ? Machine.KIND : Activities.KIND, name))
                        .isEmpty()) {
            throw new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'");
        }
    }

    private TagResourceResponse tag(TagResourceRequest request, CallContext context) {
        checkExists(context, request.resourceArn());
        ports.store().write(tables -> {
            tables.tags(context.tenant()).put(request.resourceArn(), MachineHandlers.tags(request.tags()));
            if (tables.tags(context.tenant()).of(request.resourceArn()).size() > MAX_TAGS) {
                throw new ApiException("TooManyTags", "A resource has at most " + MAX_TAGS + " tags.");
            }
            return true;
        });
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(UntagResourceRequest request, CallContext context) {
        checkExists(context, request.resourceArn());
        ports.store().write(tables -> {
            tables.tags(context.tenant()).remove(request.resourceArn(), request.tagKeys());
            return true;
        });
        return UntagResourceResponse.builder().build();
    }

    private ListTagsForResourceResponse listTags(ListTagsForResourceRequest request, CallContext context) {
        checkExists(context, request.resourceArn());
        return ListTagsForResourceResponse.builder()
                .tags(
                        ports
                                .store()
                                .read(tables -> tables.tags(context.tenant()).of(request.resourceArn()))
                                .entrySet()
                                .stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }

    /** Goes on with what an earlier run of the server began. */
    public void resume() {
        executions.resume();
    }

    @Override
    public void close() {
        executions.close();
        activities.close();
        alarms.close();
    }
}
