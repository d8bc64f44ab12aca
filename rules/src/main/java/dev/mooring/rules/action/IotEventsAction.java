package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ioteventsdata.IotEventsDataClient;
import software.amazon.awssdk.services.ioteventsdata.model.Message;

/**
 * Sends the result to an input of IoT Events.
 *
 * @param messageId a UUID when it is absent
 * @param batchMode a result that is an array becomes a message an element
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iotevents-rule-action.html">AWS: IoT Events
 *     action</a>
 */
record IotEventsAction(Template inputName, Optional<Template> messageId, boolean batchMode) implements TargetAction {
    static final String KIND = "iotEvents";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "IotEventsAction", "Input", "inputName", "send message to IoT Events input");
    private static final int MAX_MESSAGES = 10;
    private static final int MAX_NAME = 128;

    static IotEventsAction parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        Template inputName = parameters.requiredTemplate("inputName");
        if (inputName.isLiteral() && inputName.text().length() > MAX_NAME) {
            throw parameters.invalid("inputName", "has more than " + MAX_NAME + " characters");
        }
        Optional<Template> messageId =
                parameters.template("messageId").filter(id -> !id.text().isEmpty());
        boolean batchMode = parameters.flag("batchMode");
        if (messageId.isPresent() && batchMode) {
            throw parameters.invalid("messageId", "cannot be given together with batchMode");
        }
        return new IotEventsAction(inputName, messageId, batchMode);
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return inputName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.concat(Stream.of(inputName), messageId.stream());
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        Payloads.json(input);
        Optional<String> id = filling.text("messageId", messageId);
        if (id.isPresent() && id.get().length() > MAX_NAME) {
            throw UndeliverableException.forGood("messageId has more than " + MAX_NAME + " characters");
        }
        List<Message> messages = Batch.parts(input, batchMode, MAX_MESSAGES).stream()
                .map(payload -> Message.builder()
                        .messageId(id.orElseGet(() -> UUID.randomUUID().toString()))
                        .inputName(resource)
                        .payload(SdkBytes.fromByteArray(payload))
                        .build())
                .toList();
        return Delivery.bySdk(() -> {
            IotEventsDataClient client = ports.clients()
                    .get(
                            input.tenant(),
                            TargetService.IOT_EVENTS,
                            IotEventsDataClient.class,
                            IotEventsDataClient::builder);
            Batch.send(messages, some -> send(client, some));
        });
    }

    private static Optional<Batch.Refused<Message>> send(IotEventsDataClient client, List<Message> messages) {
        List<Message> refused = new ArrayList<>();
        String reason = "";
        for (var entry : client.batchPutMessage(put -> put.messages(messages)).batchPutMessageErrorEntries()) {
            messages.stream()
                    .filter(message -> message.messageId().equals(entry.messageId()))
                    .forEach(refused::add);
            reason = entry.errorCodeAsString() + ": " + entry.errorMessage();
        }
        return refused.isEmpty() ? Optional.empty() : Optional.of(new Batch.Refused<>(refused, reason));
    }
}
