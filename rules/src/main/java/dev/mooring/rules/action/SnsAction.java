package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes the result as a push notification.
 *
 * @param json the result is a message structure: an object with a text a protocol, {@code default} among them
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/sns-rule-action.html">AWS: SNS action</a>
 */
record SnsAction(Template targetArn, boolean json) implements TargetAction {
    static final String KIND = "sns";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "SnsAction", "Target", "targetArn", "publish message to SNS target");
    private static final String FIFO = ".fifo";
    private static final String NO_FIFO = "rules cannot publish to FIFO topics";

    static SnsAction parse(Parameters parameters) throws InvalidRuleException {
        Template targetArn = parameters.requiredTemplate("targetArn");
        if (targetArn.isLiteral() && !targetArn.text().startsWith("arn:aws")) {
            throw parameters.invalid("targetArn", "'" + targetArn + "' is not an ARN");
        }
        if (targetArn.text().endsWith(FIFO)) {
            throw parameters.invalid("targetArn", NO_FIFO);
        }
        parameters.requiredText("roleArn");
        boolean json = parameters
                .choice("messageFormat", List.of("RAW", "JSON"))
                .filter("JSON"::equals)
                .isPresent();
        return new SnsAction(targetArn, json);
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return targetArn;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(targetArn);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        if (resource.endsWith(FIFO)) {
            throw UndeliverableException.forGood(NO_FIFO);
        }
        PublishRequest.Builder publish = PublishRequest.builder()
                .targetArn(resource)
                .message(Payloads.text(input, "encode binary payloads with encode(*, 'base64')"));
        if (json) {
            if (!Payloads.json(input).path("default").isString()) {
                throw UndeliverableException.forGood(
                        "with messageFormat JSON the result must be an object with a text 'default'");
            }
            publish.messageStructure("json");
        }
        return Delivery.bySdk(() -> ports.clients()
                .get(input.tenant(), TargetService.SNS, SnsClient.class, SnsClient::builder)
                .publish(publish.build()));
    }
}
