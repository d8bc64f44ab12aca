package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iotanalytics.IoTAnalyticsClient;
import software.amazon.awssdk.services.iotanalytics.model.Message;

/**
 * Sends the result to a channel of IoT Analytics.
 *
 * @param channel its name, or its ARN as rules of old have it
 * @param batchMode a result that is an array becomes a message an element
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-analytics-rule-action.html">AWS: IoT Analytics
 *     action</a>
 */
record IotAnalyticsAction(Template channel, boolean batchMode) implements TargetAction {
    static final String KIND = "iotAnalytics";
    private static final TargetNaming NAMING = new TargetNaming(
            KIND, "IotAnalyticsAction", "Channel", "channelName", "send message to IoT Analytics channel");
    private static final int MAX_MESSAGES = 100;

    static IotAnalyticsAction parse(Parameters parameters) throws InvalidRuleException {
        Optional<Template> name = parameters.template("channelName");
        Optional<Template> arn = parameters.template("channelArn");
        parameters.text("roleArn");
        Template channel = name.or(() -> arn)
                .filter(template -> !template.text().isEmpty())
                .orElseThrow(() -> parameters.invalid("channelName", "is required"));
        return new IotAnalyticsAction(channel, parameters.flag("batchMode"));
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return channel;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(channel);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        String channelName = resource.substring(resource.lastIndexOf('/') + 1);
        List<Message> messages = Batch.parts(input, batchMode, MAX_MESSAGES).stream()
                .map(payload -> Message.builder()
                        .messageId(UUID.randomUUID().toString())
                        .payload(SdkBytes.fromByteArray(payload))
                        .build())
                .toList();
        return Delivery.bySdk(() -> {
            IoTAnalyticsClient client = ports.clients()
                    .get(
                            input.tenant(),
                            TargetService.IOT_ANALYTICS,
                            IoTAnalyticsClient.class,
                            IoTAnalyticsClient::builder);
            Batch.send(messages, some -> send(client, channelName, some));
        });
    }

    private static Optional<Batch.Refused<Message>> send(
            IoTAnalyticsClient client, String channelName, List<Message> messages) {
        List<Message> refused = new ArrayList<>();
        String reason = "";
        for (var entry : client.batchPutMessage(
                        put -> put.channelName(channelName).messages(messages))
                .batchPutMessageErrorEntries()) {
            messages.stream()
                    .filter(message -> message.messageId().equals(entry.messageId()))
                    .forEach(refused::add);
            reason = entry.errorCode() + ": " + entry.errorMessage();
        }
        return refused.isEmpty() ? Optional.empty() : Optional.of(new Batch.Refused<>(refused, reason));
    }
}
