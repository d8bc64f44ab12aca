package dev.mooring.rules.action;

import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.sql.Template;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.ReservedTopics;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.core.topic.TopicName;
import java.util.Optional;

/**
 * Publishes the result. The message passes the broker like any other and may start rules again; after
 * {@value #MAX_HOPS} such hops a loop is assumed and the action fails, where AWS would go on and bill.
 *
 * @param reserved the topic was written with {@code $$}: it starts with a dollar sign that is not in the template
 * @param principal the rule's role, as whom the message is published
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/republish-rule-action.html">AWS: Republish
 *     action</a>
 */
public record RepublishAction(
        Template topic, boolean reserved, int qos, Optional<RepublishHeaders> headers, String principal)
        implements RuleAction {
    /** How many rules may handle a message one after the other. */
    public static final int MAX_HOPS = 10;

    static final String KIND = "republish";
    private static final String ESCAPE = "$$";

    static RepublishAction parse(Parameters parameters) throws InvalidRuleException {
        String text = parameters.requiredText("topic");
        boolean reserved = text.startsWith(ESCAPE);
        if (text.startsWith("$") && !reserved && !text.startsWith("${")) {
            throw new InvalidRuleException(
                    parameters.where() + ".topic: write a reserved topic with $$, as '$" + text + "'");
        }
        Template topic = parameters.templateOf(reserved ? text.substring(ESCAPE.length()) : text);
        if (topic.isLiteral()) {
            Optional<String> problem = problem((reserved ? "$" : "") + topic.text(), TopicLimits.AWS);
            if (problem.isPresent()) {
                throw new InvalidRuleException(parameters.where() + ".topic: " + problem.get());
            }
        }
        Optional<Parameters> headers = parameters.object("headers");
        return new RepublishAction(
                topic,
                reserved,
                parameters.integer("qos", 0, 0, 1),
                headers.isPresent() ? Optional.of(RepublishHeaders.parse(headers.get())) : Optional.empty(),
                parameters.requiredText("roleArn"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String typeName() {
        return "RepublishAction";
    }

    @Override
    public String resourceLabel() {
        return "Topic";
    }

    @Override
    public boolean blocks() {
        return callsServices();
    }

    @Override
    public boolean callsServices() {
        return topic.callsServices()
                || headers.map(RepublishHeaders::callsServices).orElse(false);
    }

    @Override
    public ActionOutcome rehearse(ActionInput input, ActionPorts ports) {
        return switch (prepare(input, ports)) {
            case Prepared.Refused(ActionOutcome.Failure failure) -> failure;
            case Prepared.Ready(Message message) -> new ActionOutcome.Success(message.topic());
        };
    }

    @Override
    public ActionOutcome execute(ActionInput input, ActionPorts ports) {
        return switch (prepare(input, ports)) {
            case Prepared.Refused(ActionOutcome.Failure failure) -> failure;
            case Prepared.Ready(Message message) -> {
                ports.publisher().publish(message);
                yield new ActionOutcome.Success(message.topic());
            }
        };
    }

    private sealed interface Prepared {
        record Ready(Message message) implements Prepared {}

        record Refused(ActionOutcome.Failure failure) implements Prepared {}
    }

    private Prepared prepare(ActionInput input, ActionPorts ports) {
        Optional<String> rendered = topic.render(input.original()).map(text -> reserved ? "$" + text : text);
        if (rendered.isEmpty()) {
            return failure(topic.text(), "the template of topic has no value for this message");
        }
        String target = rendered.get();
        Optional<String> problem = problem(target, ports.topicLimits());
        if (problem.isPresent()) {
            return failure(target, problem.get());
        }
        Message original = input.original().message();
        if (original.origin().hops() >= MAX_HOPS) {
            return failure(
                    target, "the message was republished by " + MAX_HOPS + " rules already; this looks like a loop");
        }
        if (input.payload().length > ports.maxPayloadBytes()) {
            return failure(
                    target,
                    "the payload has " + input.payload().length + " bytes; the limit is " + ports.maxPayloadBytes());
        }
        MessageProperties properties;
        try {
            properties = headers.isPresent() ? headers.get().render(input.original()) : MessageProperties.NONE;
        } catch (RepublishHeaders.InvalidHeaderException invalid) {
            return failure(target, String.valueOf(invalid.getMessage()));
        }
        Origin origin = new Origin(
                Origin.Protocol.RULE,
                Optional.empty(),
                principal,
                Optional.empty(),
                Optional.empty(),
                original.origin().hops() + 1);
        return new Prepared.Ready(new Message(
                input.tenant(),
                target,
                input.payload(),
                qos,
                false,
                properties,
                origin,
                ports.clock().millis()));
    }

    private static Optional<String> problem(String topic, TopicLimits limits) {
        try {
            return ReservedTopics.refusesRepublish(
                    TopicName.parse(topic, limits).text());
        } catch (InvalidTopicException invalid) {
            return Optional.of(String.valueOf(invalid.getMessage()));
        }
    }

    private static Prepared failure(String resource, String reason) {
        return new Prepared.Refused(new ActionOutcome.Failure(
                resource, "Failed to republish the message. The error received was " + reason, false));
    }
}
