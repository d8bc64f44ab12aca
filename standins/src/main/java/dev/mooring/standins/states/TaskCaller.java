package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceCalls;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.states.language.Effect;
import dev.mooring.standins.states.language.Signal;
import dev.mooring.standins.states.language.TaskResource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the calls of Task states, each on a virtual thread, and signals what came of them. */
final class TaskCaller {
    private static final Logger LOG = LoggerFactory.getLogger(TaskCaller.class);
    /** How errors of services are named. */
    private static final Map<String, String> PREFIXES = Map.of(
            "sqs", "SQS",
            "sns", "SNS",
            "dynamodb", "DynamoDB",
            "s3", "S3",
            "cloudwatchlogs", "CloudWatchLogs",
            "states", "StepFunctions");

    private final StandInPorts ports;
    private final ServiceCalls calls;
    private final Activities activities;
    private final Machines machines;

    TaskCaller(StandInPorts ports, ServiceCalls calls, Activities activities, Machines machines) {
        this.ports = ports;
        this.calls = calls;
        this.activities = activities;
        this.machines = machines;
    }

    void call(Executions executions, LiveExecution execution, Effect.CallTask call) {
        Executions.Key key = execution.key;
        if (call.resource() instanceof TaskResource.Activity activity) {
            if (!activities.add(key, call.task(), activity.arn(), Json.write(call.parameters()))) {
                signalLater(
                        executions,
                        key,
                        failed(call, "ActivityDoesNotExist", "Activity Does Not Exist: '" + activity.arn() + "'"));
            }
            return;
        }
        String principal = execution.execution.arn(key.tenant());
        Thread.ofVirtual().name("task").start(() -> {
            Signal answer;
            try {
                answer = answer(executions, key, call, principal);
            } catch (CancellationException e) {
                // The server stops: the task is called again when it is back.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("The task {} of {} failed", call.task(), principal, e);
                answer = failed(call, "States.Runtime", "An internal error occurred.");
            }
            executions.signalTask(key, call.task(), answer);
        });
    }

    private static void signalLater(Executions executions, Executions.Key key, Signal.TaskFailed signal) {
        Thread.startVirtualThread(() -> executions.signalTask(key, signal.task(), signal));
    }

    void forget(Executions.Key key, int task) {
        activities.forget(key, task);
    }

    private static Signal.TaskFailed failed(Effect.CallTask call, String error, String cause) {
        return new Signal.TaskFailed(call.task(), error, cause);
    }

    private Signal answer(Executions executions, Executions.Key key, Effect.CallTask call, String principal)
            throws InterruptedException {
        return switch (call.resource()) {
            case TaskResource.Function function -> {
                FunctionPort.Answer answer =
                        ports.functions().invoke(key.tenant(), function.arn(), bytes(call.parameters()));
                yield signal(call, answer, payload -> payload);
            }
            case TaskResource.Integration integration -> {
                Signal signal = integrate(executions, key, integration, call, principal);
                yield integration.pattern() == TaskResource.Pattern.WAIT_FOR_TASK_TOKEN
                                && signal instanceof Signal.TaskSucceeded submitted
                        ? new Signal.TaskSubmitted(call.task(), submitted.output())
                        : signal;
            }
            case TaskResource.Activity activity -> throw new IllegalStateException("workers call for it");
        };
    }

    private static byte[] bytes(JsonNode json) {
        return Json.write(json).getBytes(StandardCharsets.UTF_8);
    }

    private static Signal signal(
            Effect.CallTask call, FunctionPort.Answer answer, java.util.function.UnaryOperator<String> wrap) {
        return switch (answer) {
            case FunctionPort.Answer.Succeeded succeeded -> {
                String payload = new String(succeeded.payload(), StandardCharsets.UTF_8);
                yield new Signal.TaskSucceeded(call.task(), wrap.apply(payload.isBlank() ? "null" : payload));
            }
            case FunctionPort.Answer.Failed failed -> failed(call, errorType(failed), failed.cause());
            case FunctionPort.Answer.Refused refused -> failed(call, named("Lambda", refused.error()), refused.why());
        };
    }

    /** The type that the function's own error says it has. */
    private static String errorType(FunctionPort.Answer.Failed failed) {
        try {
            JsonNode type = Json.MAPPER.readTree(failed.cause()).path("errorType");
            return type.isString() ? type.stringValue() : "Lambda.Unknown";
        } catch (JacksonException e) {
            return "Lambda.Unknown";
        }
    }

    private static String named(String service, String error) {
        return service + "." + error + (error.endsWith("Exception") || error.endsWith("Error") ? "" : "Exception");
    }

    private Signal integrate(
            Executions executions,
            Executions.Key key,
            TaskResource.Integration integration,
            Effect.CallTask call,
            String principal)
            throws InterruptedException {
        Tenant tenant = key.tenant();
        String service = integration.service();
        String prefix = PREFIXES.getOrDefault(
                service, service.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + service.substring(1));
        try {
            return switch (service) {
                case "lambda" -> invoke(tenant, call);
                case "states" ->
                    new Nested(ports, machines, executions).start(key, integration.pattern(), call, principal);
                default ->
                    new Signal.TaskSucceeded(
                            call.task(),
                            Json.write(
                                    calls.call(tenant, service, integration.action(), call.parameters(), principal)));
            };
        } catch (ApiException e) {
            return failed(call, named(prefix, e.error()), e.getMessage());
        } catch (IllegalArgumentException e) {
            return failed(
                    call,
                    "States.Runtime",
                    "The Parameters of " + integration.arn() + " do not fit: " + e.getMessage());
        } catch (CompletionException e) {
            return failed(call, "States.TaskFailed", String.valueOf(e.getMessage()));
        }
    }

    private Signal invoke(Tenant tenant, Effect.CallTask call) throws InterruptedException {
        JsonNode parameters = call.parameters();
        String function = parameters.path("FunctionName").asString("");
        Optional<String> other = parameters
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("FunctionName") && !name.equals("Payload"))
                .findFirst();
        if (function.isEmpty() || other.isPresent()) {
            throw new IllegalArgumentException(other.map(name -> "the field '" + name + "' is not built here")
                    .orElse("FunctionName is required"));
        }
        JsonNode payload = parameters.path("Payload");
        FunctionPort.Answer answer = ports.functions()
                .invoke(tenant, function, payload.isMissingNode() ? new byte[] {'{', '}'} : bytes(payload));
        return signal(call, answer, text -> {
            ObjectNode output = Json.MAPPER.createObjectNode();
            output.put("ExecutedVersion", "$LATEST");
            output.set("Payload", Json.MAPPER.readTree(text));
            output.put("StatusCode", 200);
            return Json.write(output);
        });
    }
}
