package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.Base64;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Sends the result to a queue, as text or in base64.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/sqs-rule-action.html">AWS: SQS action</a>
 */
record SqsAction(Template queueUrl, boolean useBase64) implements TargetAction {
    static final String KIND = "sqs";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "SqsAction", "Queue", "queueUrl", "send message to SQS queue");
    private static final String FIFO = ".fifo";

    static SqsAction parse(Parameters parameters) throws InvalidRuleException {
        Template queueUrl = parameters.requiredTemplate("queueUrl");
        if (queueUrl.text().endsWith(FIFO)) {
            throw parameters.invalid("queueUrl", "rules cannot send to FIFO queues");
        }
        parameters.requiredText("roleArn");
        return new SqsAction(queueUrl, parameters.flag("useBase64"));
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return queueUrl;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(queueUrl);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        if (resource.endsWith(FIFO)) {
            throw UndeliverableException.forGood("rules cannot send to FIFO queues");
        }
        String body = useBase64
                ? Base64.getEncoder().encodeToString(input.payload())
                : Payloads.text(input, "set useBase64 to send it");
        return Delivery.bySdk(() -> ports.clients()
                .get(input.tenant(), TargetService.SQS, SqsClient.class, SqsClient::builder)
                .sendMessage(send -> send.queueUrl(resource).messageBody(body)));
    }
}
