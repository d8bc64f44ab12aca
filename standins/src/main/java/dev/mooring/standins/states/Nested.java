package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.states.language.Effect;
import dev.mooring.standins.states.language.Signal;
import dev.mooring.standins.states.language.TaskResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code states:startExecution} as a task: starts another machine, and with {@code .sync} waits for its end. */
record Nested(StandInPorts ports, Machines machines, Executions executions) {
    /**
     * @throws ApiException when it does not start
     * @throws IllegalArgumentException when the parameters are not those of StartExecution
     */
    Signal start(Executions.Key parent, TaskResource.Pattern pattern, Effect.CallTask call, String principal) {
        Tenant tenant = parent.tenant();
        JsonNode parameters = call.parameters();
        parameters.propertyNames().stream()
                .filter(name -> !name.equals("StateMachineArn") && !name.equals("Name") && !name.equals("Input"))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("the field '" + name + "' is not known");
                });
        Machine machine =
                machines.get(tenant, parameters.path("StateMachineArn").asString(""));
        JsonNode input = parameters.path("Input");
        JsonNode json = input.isMissingNode()
                ? Json.MAPPER.createObjectNode()
                : input.isString() ? Json.MAPPER.readTree(input.stringValue()) : input;
        // The same name once more when the task is called again after a restart: it finds what it started.
        String name = parameters.has("Name")
                ? Arns.checkedName(parameters.path("Name").asString(""))
                : UUID.nameUUIDFromBytes((principal + "/" + call.task()).getBytes(StandardCharsets.UTF_8))
                        .toString();
        Executions.Started started = startOrFind(tenant, machine, name, json);
        boolean waits = pattern == TaskResource.Pattern.SYNC || pattern == TaskResource.Pattern.SYNC_2;
        if (!waits) {
            ObjectNode output = Json.MAPPER.createObjectNode();
            output.put("ExecutionArn", started.execution().arn(tenant));
            output.put(
                    "StartDate",
                    Instant.ofEpochMilli(started.execution().startedAt()).toString());
            return new Signal.TaskSucceeded(call.task(), Json.write(output));
        }
        Execution ended = started.end().join();
        String description = describe(tenant, ended, pattern == TaskResource.Pattern.SYNC_2);
        return ended.status().equals("SUCCEEDED")
                ? new Signal.TaskSucceeded(call.task(), description)
                : new Signal.TaskFailed(call.task(), "States.TaskFailed", description);
    }

    private Executions.Started startOrFind(Tenant tenant, Machine machine, String name, JsonNode input) {
        String text = Json.write(input);
        String id = machine.isExpress() ? UUID.randomUUID().toString() : "";
        try {
            return executions.start(tenant, machine, name, id, input, text);
        } catch (ApiException e) {
            if (!e.error().equals("ExecutionAlreadyExists")) {
                throw e;
            }
            return ports.store()
                    .read(tables -> tables.targetResources(tenant)
                            .find(Execution.KIND, machine.name() + ":" + name)
                            .map(Execution::of))
                    .filter(found -> !found.isRunning() && found.input().equals(text))
                    .map(found -> new Executions.Started(
                            found, java.util.concurrent.CompletableFuture.completedFuture(found)))
                    .orElseThrow(() -> e);
        }
    }

    /** As DescribeExecution shows it; with {@code .sync:2} its input and output are JSON, not text. */
    private static String describe(Tenant tenant, Execution execution, boolean parsed) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("ExecutionArn", execution.arn(tenant));
        json.put("StateMachineArn", Machine.arn(tenant, execution.machine()));
        json.put("Name", execution.name());
        json.put("Status", execution.status());
        json.put("StartDate", execution.startedAt());
        json.put("StopDate", execution.stoppedAt());
        if (parsed) {
            json.set("Input", Json.MAPPER.readTree(execution.input()));
        } else {
            json.put("Input", execution.input());
        }
        if (!execution.output().isEmpty()) {
            if (parsed) {
                json.set("Output", Json.MAPPER.readTree(execution.output()));
            } else {
                json.put("Output", execution.output());
            }
        }
        if (!execution.error().isEmpty()) {
            json.put("Error", execution.error());
        }
        if (!execution.cause().isEmpty()) {
            json.put("Cause", execution.cause());
        }
        return Json.write(json);
    }
}
