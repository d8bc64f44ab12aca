package dev.mooring.standins.states.language;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an execution knows of itself: the constant part of the context object.
 *
 * @param input JSON
 */
public record ExecutionInfo(
        String arn,
        String name,
        String stateMachineArn,
        String stateMachineName,
        String roleArn,
        JsonNode input,
        Instant startTime) {
    ObjectNode context() {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.putObject("Execution")
                .put("Id", arn)
                .put("Name", name)
                .put("RoleArn", roleArn)
                .put("StartTime", History.iso(startTime))
                .put("RedriveCount", 0)
                .set("Input", input);
        context.putObject("StateMachine").put("Id", stateMachineArn).put("Name", stateMachineName);
        return context;
    }
}
