package dev.mooring.rules;

import dev.mooring.core.message.Message;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.RuleAction;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an error action is given.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html">AWS: error action
 *     message format</a>
 */
final class ErrorReport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ErrorReport() {}

    /** One failed action of a rule on a message. */
    record FailedAction(int index, RuleAction action, ActionOutcome.Failure failure) {
        String errorMessage(String topic) {
            return failure.message() + ". Message arrived on: " + topic + ", Action: " + action.kind() + ", "
                    + action.resourceLabel() + ": " + failure.resource()
                    + (failure.also().isEmpty() ? "" : ", " + failure.also());
        }
    }

    /** @param topic as the rule sees it */
    static byte[] of(String ruleName, Message message, String topic, List<FailedAction> failures) {
        ObjectNode report = JSON.createObjectNode();
        report.put("ruleName", ruleName);
        report.put("topic", topic);
        report.put("cloudwatchTraceId", message.origin().traceId().orElseGet(() -> UUID.randomUUID()
                .toString()));
        report.put("clientId", message.origin().clientId().orElse("N/A"));
        report.put("base64OriginalPayload", Base64.getEncoder().encodeToString(message.payload()));
        ArrayNode list = report.putArray("failures");
        for (FailedAction failed : failures) {
            ObjectNode failure = list.addObject();
            failure.put("failedAction", failed.action().typeName());
            failure.put("failedResource", failed.failure().resource());
            failure.put("errorMessage", failed.errorMessage(topic));
        }
        return JSON.writeValueAsBytes(report);
    }
}
