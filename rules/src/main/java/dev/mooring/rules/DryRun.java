package dev.mooring.rules;

import dev.mooring.core.arn.Arns;
import dev.mooring.core.message.Message;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.explain.SqlExplanation;
import dev.mooring.core.sql.explain.TemplateExplanation;
import dev.mooring.core.topic.BasicIngest;
import dev.mooring.rules.action.ActionInput;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.InvalidRuleException;
import dev.mooring.rules.action.RuleAction;
import dev.mooring.rules.service.RehearsedServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries a rule on messages without sending anything: same parser, same evaluator, same templates and checks as in
 * earnest, and every step told. The rule need not be stored or enabled. Immutable.
 */
public final class DryRun {
    /** AWS fills in no templates here. */
    private static final Set<String> LITERAL = Set.of("roleArn");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RuleDefinition rule;
    private final JsonNode document;
    private final RuleEnvironment environment;

    private DryRun(RuleDefinition rule, JsonNode document, RuleEnvironment environment) {
        this.rule = rule;
        this.document = document;
        this.environment = environment;
    }

    /**
     * Reads a rule as it is on the wire, {@code TopicRulePayload}.
     *
     * @param environment of its services only those are called that change nothing
     * @throws SqlParseException if the statement or a substitution template is not well-formed
     * @throws InvalidRuleException if anything else is wrong, or an action is not implemented
     */
    public static DryRun of(String name, String payloadJson, RuleEnvironment environment) throws InvalidRuleException {
        return new DryRun(RuleDefinition.parse(name, payloadJson), JSON.readTree(payloadJson), environment);
    }

    public RuleDefinition rule() {
        return rule;
    }

    /** Tells what the rule would make of a message. Does not throw for anything in the message. */
    public TriedMessage run(Message message) {
        Optional<BasicIngest> basicIngest = BasicIngest.of(message.topic());
        Optional<String> otherTopic =
                basicIngest.isPresent() ? otherRule(basicIngest.get()) : otherTopic(message.topic());
        if (otherTopic.isPresent()) {
            return new TriedMessage.OtherTopic(message, otherTopic.get());
        }
        String ruleArn = new Arns(message.tenant()).rule(rule.name());
        SqlServices services = new RehearsedServices(environment.services().of(message.tenant(), ruleArn));
        SqlInput input = SqlInput.of(message, environment.clock(), services);
        SqlExplanation explanation = rule.sql().explain(input);
        if (!(explanation.outcome() instanceof SqlOutcome.Output output)) {
            return new TriedMessage.Evaluated(message, input.topic(), explanation, List.of(), Optional.empty());
        }
        List<RehearsedAction> actions = new ArrayList<>();
        List<ErrorReport.FailedAction> failures = new ArrayList<>();
        for (int i = 0; i < rule.actions().size(); i++) {
            RuleAction action = rule.actions().get(i);
            RehearsedAction rehearsed =
                    rehearse(action, document.path("actions").path(i), input, output.payload(), output.json());
            actions.add(rehearsed);
            if (rehearsed.outcome() instanceof ActionOutcome.Failure failure) {
                failures.add(new ErrorReport.FailedAction(i, action, failure));
            }
        }
        Optional<RehearsedAction> errorAction = failures.isEmpty()
                ? Optional.empty()
                : rule.errorAction().map(action -> {
                    byte[] report = ErrorReport.of(rule.name(), message, input.topic(), failures);
                    SqlInput original = SqlInput.of(message, input.topic(), environment.clock(), SqlServices.NONE);
                    return rehearse(action, document.path("errorAction"), original, report, true);
                });
        return new TriedMessage.Evaluated(message, input.topic(), explanation, actions, errorAction);
    }

    private Optional<String> otherRule(BasicIngest basicIngest) {
        return basicIngest.ruleName().equals(rule.name())
                ? Optional.empty()
                : Optional.of("it was published to rule " + basicIngest.ruleName() + " by Basic Ingest");
    }

    private Optional<String> otherTopic(String topic) {
        if (rule.topicFilter().isEmpty()) {
            return Optional.of("there is no FROM, so only Basic Ingest to $aws/rules/" + rule.name() + " can run it");
        }
        return rule.topicFilter().get().matches(topic, environment.multiLevel())
                ? Optional.empty()
                : Optional.of(
                        "the topic does not match FROM '" + rule.topicFilter().get() + "'");
    }

    private RehearsedAction rehearse(
            RuleAction action, JsonNode document, SqlInput input, byte[] payload, boolean json) {
        List<RehearsedAction.Parameter> parameters = new ArrayList<>();
        collect("", document.path(action.kind()), input, parameters);
        String ruleArn = new Arns(input.message().tenant()).rule(rule.name());
        ActionOutcome outcome = action.rehearse(
                new ActionInput(input.message().tenant(), ruleArn, input, payload, json), environment.ports());
        return new RehearsedAction(action.kind(), action.typeName(), parameters, outcome, payload);
    }

    private void collect(String path, JsonNode node, SqlInput input, List<RehearsedAction.Parameter> into) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            JsonNode value = member.getValue();
            if (value.isString() && !LITERAL.contains(member.getKey())) {
                into.add(new RehearsedAction.Parameter(name, value.asString(), fill(value.asString(), input)));
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    collect(name + "[" + i + "]", value.get(i), input, into);
                }
            } else {
                collect(name, value, input, into);
            }
        }
    }

    private TemplateExplanation fill(String text, SqlInput input) {
        try {
            return rule.sql().template(text).explain(input);
        } catch (SqlParseException noTemplate) {
            // The action took it, so it is a parameter that is no template and means what it says.
            return new TemplateExplanation(Optional.of(text), Optional.empty(), List.of());
        }
    }
}
