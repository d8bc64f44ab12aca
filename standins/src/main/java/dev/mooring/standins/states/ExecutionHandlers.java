package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.states.language.Signal;
import dev.mooring.store.TargetLogEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Executions: start, stop, describe, list. */
record ExecutionHandlers(StandInPorts ports, Machines machines, Executions executions, Paging paging) {
    private static final int MAX_INPUT = 262_144;

    private record Input(JsonNode json, String text) {
        /** @throws ApiException InvalidExecutionInput */
        static Input of(@Nullable String given) {
            String text = given == null ? "{}" : given;
            if (text.getBytes(StandardCharsets.UTF_8).length > MAX_INPUT) {
                throw new ApiException(
                        "InvalidExecutionInput", "Invalid Execution Input: more than " + MAX_INPUT + " bytes");
            }
            try {
                JsonNode json = Json.MAPPER.readTree(text);
                if (json.isMissingNode()) {
                    throw new ApiException("InvalidExecutionInput", "Invalid Execution Input: it is empty");
                }
                return new Input(json, text);
            } catch (JacksonException e) {
                throw new ApiException(
                        "InvalidExecutionInput",
                        "Invalid State Machine Execution Input: it is not JSON from line "
                                + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + " on");
            }
        }
    }

    private Executions.Started begin(CallContext context, String arn, @Nullable String name, @Nullable String input) {
        Machine machine = machines.get(context.tenant(), arn);
        String checked = name == null ? UUID.randomUUID().toString() : Arns.checkedName(name);
        Input parsed = Input.of(input);
        String id = machine.isExpress() ? UUID.randomUUID().toString() : "";
        return executions.start(context.tenant(), machine, checked, id, parsed.json(), parsed.text());
    }

    StartExecutionResponse start(StartExecutionRequest request, CallContext context) {
        Execution execution = begin(context, request.stateMachineArn(), request.name(), request.input())
                .execution();
        return StartExecutionResponse.builder()
                .executionArn(execution.arn(context.tenant()))
                .startDate(Instant.ofEpochMilli(execution.startedAt()))
                .build();
    }

    StartSyncExecutionResponse startSync(StartSyncExecutionRequest request, CallContext context) {
        if (!machines.get(context.tenant(), request.stateMachineArn()).isExpress()) {
            throw new ApiException(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        Executions.Started started = begin(context, request.stateMachineArn(), request.name(), request.input());
        Execution ended;
        try {
            ended = started.end().join();
        } catch (CancellationException e) {
            throw new ApiException("ServiceUnavailableException", "The server stops.");
        }
        return StartSyncExecutionResponse.builder()
                .executionArn(ended.arn(context.tenant()))
                .stateMachineArn(request.stateMachineArn())
                .name(ended.name())
                .status(ended.status())
                .startDate(Instant.ofEpochMilli(ended.startedAt()))
                .stopDate(Instant.ofEpochMilli(ended.stoppedAt()))
                .input(ended.input())
                .inputDetails(details -> details.included(true))
                .output(orNull(ended.output()))
                .outputDetails(details -> details.included(true))
                .error(orNull(ended.error()))
                .cause(orNull(ended.cause()))
                .build();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    static ApiException doesNotExist(String arn) {
        return new ApiException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
    }

    /** @throws ApiException InvalidArn, ExecutionDoesNotExist */
    Execution get(Tenant tenant, String arn) {
        String key = Arns.resource(tenant, arn, "execution:");
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(Execution.KIND, key))
                .map(Execution::of)
                .orElseThrow(() -> doesNotExist(arn));
    }

    StopExecutionResponse stop(StopExecutionRequest request, CallContext context) {
        Execution execution = get(context.tenant(), request.executionArn());
        executions.signal(
                new Executions.Key(context.tenant(), execution.key()),
                new Signal.Stop(
                        Optional.ofNullable(request.error()).orElse(""),
                        Optional.ofNullable(request.cause()).orElse("")));
        // With its last execution a machine that is being deleted goes, and all that was known of it.
        Instant stoppedAt = ports.store()
                .read(tables -> tables.targetResources(context.tenant()).find(Execution.KIND, execution.key()))
                .map(stopped -> Instant.ofEpochMilli(Execution.of(stopped).stoppedAt()))
                .orElse(context.now());
        return StopExecutionResponse.builder().stopDate(stoppedAt).build();
    }

    DescribeExecutionResponse describe(DescribeExecutionRequest request, CallContext context) {
        Execution execution = get(context.tenant(), request.executionArn());
        DescribeExecutionResponse.Builder response = DescribeExecutionResponse.builder()
                .executionArn(request.executionArn())
                .stateMachineArn(Machine.arn(context.tenant(), execution.machine()))
                .name(execution.name())
                .status(execution.status())
                .startDate(Instant.ofEpochMilli(execution.startedAt()))
                .input(execution.input())
                .inputDetails(details -> details.included(true))
                .error(orNull(execution.error()))
                .cause(orNull(execution.cause()))
                .redriveCount(0)
                .redriveStatus("NOT_REDRIVABLE")
                .redriveStatusReason("Redriving is not built here");
        if (!execution.isRunning()) {
            response.stopDate(Instant.ofEpochMilli(execution.stoppedAt()));
        }
        if (!execution.output().isEmpty()) {
            response.output(execution.output()).outputDetails(details -> details.included(true));
        }
        return response.build();
    }

    ListExecutionsResponse list(ListExecutionsRequest request, CallContext context) {
        if (request.mapRunArn() != null || request.stateMachineArn() == null || request.redriveFilter() != null) {
            throw new ApiException(
                    "ValidationException",
                    "stateMachineArn is required; mapRunArn and redriveFilter are not built here.");
        }
        Tenant tenant = context.tenant();
        Machine machine = machines.get(tenant, request.stateMachineArn());
        if (machine.isExpress()) {
            throw new ApiException(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        String status = Optional.ofNullable(request.statusFilterAsString()).orElse("");
        String query = "states.executions" + tenant + machine.name() + status;
        long before =
                paging.position(query, request.nextToken()).map(Long::parseLong).orElse(Long.MAX_VALUE);
        int size = Paging.size(request.maxResults());
        List<ExecutionListItem> items = new ArrayList<>();
        Optional<String> next = ports.store().read(tables -> {
            long at = before;
            while (true) {
                List<TargetLogEntry> entries =
                        tables.targetLog(tenant).before(Machine.executionsLog(machine.name()), at, size);
                for (TargetLogEntry entry : entries) {
                    if (items.size() == size) {
                        return Optional.of(Long.toString(at));
                    }
                    at = entry.position();
                    tables.targetResources(tenant)
                            .find(Execution.KIND, machine.name() + ":" + entry.body())
                            .map(Execution::of)
                            .filter(execution ->
                                    status.isEmpty() || execution.status().equals(status))
                            .ifPresent(execution -> items.add(item(tenant, execution)));
                }
                if (entries.size() < size) {
                    return Optional.empty();
                }
            }
        });
        return ListExecutionsResponse.builder()
                .executions(items)
                .nextToken(paging.token(query, next))
                .build();
    }

    private static ExecutionListItem item(Tenant tenant, Execution execution) {
        ExecutionListItem.Builder item = ExecutionListItem.builder()
                .executionArn(execution.arn(tenant))
                .stateMachineArn(Machine.arn(tenant, execution.machine()))
                .name(execution.name())
                .status(execution.status())
                .startDate(Instant.ofEpochMilli(execution.startedAt()))
                .redriveCount(0);
        return execution.isRunning()
                ? item.build()
                : item.stopDate(Instant.ofEpochMilli(execution.stoppedAt())).build();
    }
}
