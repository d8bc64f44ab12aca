package dev.mooring.rules;

import dev.mooring.core.Tenant;
import dev.mooring.core.log.LogEntry;
import dev.mooring.core.log.LogEntry.Failure;
import dev.mooring.core.log.LogLevel;
import dev.mooring.core.log.LogSink;
import dev.mooring.core.log.LogSubject;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.Origin;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.RuleAction;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What rules do, as AWS's log entries. An entry is made only if someone may want it.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cwl-format.html">AWS: rule log entries</a>
 */
record RuleLog(LogSink sink, InstantSource clock) {
    void match(Message message, String ruleName) {
        write(message, LogLevel.INFO, "RuleMatch", Optional.empty(), node -> node.put("ruleName", ruleName));
    }

    /** Basic Ingest named a rule that is not there. */
    void notFound(Message message, String ruleName) {
        write(
                message,
                LogLevel.ERROR,
                "RuleNotFound",
                Optional.of(new Failure("RuleNotFound", "Rule " + ruleName + " not found")),
                node -> node.put("ruleName", ruleName));
    }

    void throttled(Message message, String ruleName) {
        write(
                message,
                LogLevel.ERROR,
                "RuleMessageThrottled",
                Optional.of(new Failure("RuleExecutionThrottled", "Message for Rule " + ruleName + " throttled")),
                node -> node.put("ruleName", ruleName));
    }

    /** The statement gave no result, or could not read what it wanted to. */
    void evaluationFailed(Message message, String ruleName, String reason, String details) {
        write(
                message,
                LogLevel.ERROR,
                "RuleExecution",
                Optional.of(new Failure(reason, details)),
                node -> node.put("ruleName", ruleName));
    }

    void starting(Message message, String ruleName, RuleAction action) {
        write(message, LogLevel.DEBUG, "StartingRuleExecution", Optional.empty(), node -> node.put("ruleName", ruleName)
                .put("ruleAction", action.typeName()));
    }

    void executed(Message message, String ruleName, RuleAction action, ActionOutcome outcome) {
        Optional<Failure> failure = outcome instanceof ActionOutcome.Failure failed
                ? Optional.of(new Failure("ActionFailed", failed.message()))
                : Optional.empty();
        write(message, failure.isPresent() ? LogLevel.ERROR : LogLevel.INFO, "RuleExecution", failure, node -> node.put(
                        "ruleName", ruleName)
                .put("ruleAction", action.typeName())
                .putObject("resources")
                .put(resourceName(action), outcome.resource()));
    }

    /** AWS shows {@code RepublishTopic} and leaves the names of other actions' resources open. */
    private static String resourceName(RuleAction action) {
        String kind = action.kind();
        return kind.equals("republish")
                ? "RepublishTopic"
                : kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + action.resourceLabel();
    }

    /** @param failure of a call to another service in the name of a rule, if it gave nothing */
    void function(Message message, String ruleName, String function, String resource, Optional<String> failure) {
        write(
                message,
                failure.isPresent() ? LogLevel.ERROR : LogLevel.DEBUG,
                "FunctionExecution",
                failure.map(why -> new Failure("FunctionFailed", why)),
                node -> node.put("clientId", "N/A")
                        .put("ruleName", ruleName)
                        .put("ruleAction", function)
                        .putObject("resources")
                        .put("Resource", resource));
    }

    private void write(
            Message message,
            LogLevel level,
            String eventType,
            Optional<Failure> failure,
            Consumer<ObjectNode> attributes) {
        Tenant tenant = message.tenant();
        if (!sink.mayWant(tenant, level)) {
            return;
        }
        Origin origin = message.origin();
        sink.write(LogEntry.of(
                new LogSubject(tenant, origin.clientId(), origin.principalId(), origin.sourceIp()),
                clock.millis(),
                level,
                eventType,
                LogEntry.traceId(message),
                failure,
                node -> {
                    node.put("topicName", message.topic());
                    attributes.accept(node);
                }));
    }
}
