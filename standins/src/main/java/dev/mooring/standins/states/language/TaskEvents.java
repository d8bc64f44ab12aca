package dev.mooring.standins.states.language;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The events of one task: functions, activities and integrations have their own kinds. */
final class TaskEvents {
    private final Run run;
    private final Branch branch;
    private final TaskResource resource;
    private final String kind;

    TaskEvents(Run run, Branch branch, TaskResource resource) {
        this.run = run;
        this.branch = branch;
        this.resource = resource;
        this.kind = switch (resource) {
            case TaskResource.Function function -> "LambdaFunction";
            case TaskResource.Activity activity -> "Activity";
            case TaskResource.Integration integration -> "Task";
        };
    }

    private void add(String what, Consumer<ObjectNode> fill) {
        String type = kind + what;
        String details = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
        branch.lastEvent = run.history().add(run.now(), branch.lastEvent, type, details, event -> {
            if (resource instanceof TaskResource.Integration integration) {
                event.put("resourceType", (integration.isSdk() ? "aws-sdk:" : "") + integration.service());
                event.put("resource", resource.arn().substring(resource.arn().lastIndexOf(':') + 1));
            }
            fill.accept(event);
        });
    }

    /**
     * @param timeout in seconds; 0 for none
     * @param heartbeat in seconds; 0 for none
     */
    void scheduled(String parameters, int timeout, int heartbeat) {
        add("Scheduled", event -> {
            if (resource instanceof TaskResource.Integration) {
                event.put("region", run.region()).put("parameters", parameters);
            } else {
                event.put("resource", resource.arn()).put("input", parameters);
                event.putObject("inputDetails").put("truncated", false);
            }
            if (timeout > 0) {
                event.put("timeoutInSeconds", timeout);
            }
            if (heartbeat > 0 && !(resource instanceof TaskResource.Function)) {
                event.put("heartbeatInSeconds", heartbeat);
            }
        });
        switch (resource) {
            case TaskResource.Integration integration -> add("Started", event -> {});
            case TaskResource.Function function ->
                branch.lastEvent =
                        run.history().add(run.now(), branch.lastEvent, "LambdaFunctionStarted", "", event -> {});
            case TaskResource.Activity activity -> {}
        }
    }

    /** Of an activity. */
    void started(String workerName) {
        add("Started", event -> event.put("workerName", workerName));
    }

    void submitted(String output) {
        add("Submitted", event -> output(event, output));
    }

    void succeeded(String output) {
        add("Succeeded", event -> output(event, output));
    }

    private static void output(ObjectNode event, String output) {
        event.put("output", output).putObject("outputDetails").put("truncated", false);
    }

    void failed(String error, String cause) {
        add("Failed", event -> Run.failure(event, error, cause));
    }

    void timedOut(String error) {
        add("TimedOut", event -> Run.failure(event, error, ""));
    }
}
