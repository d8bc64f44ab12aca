package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Puts the result into a stream, byte by byte and without a terminator.
 *
 * @param partitionKey without one, each record has a random key
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-rule-action.html">AWS: Kinesis Data Streams
 *     action</a>
 */
record KinesisAction(Template streamName, Optional<Template> partitionKey) implements TargetAction {
    static final String KIND = "kinesis";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "KinesisAction", "Stream", "streamName", "put record into Kinesis stream");

    static KinesisAction parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        return new KinesisAction(
                parameters.requiredTemplate("streamName"),
                parameters.template("partitionKey").filter(key -> !key.text().isEmpty()));
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return streamName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.concat(Stream.of(streamName), partitionKey.stream());
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        String key = filling.text("partitionKey", partitionKey)
                .orElseGet(() -> UUID.randomUUID().toString());
        return Delivery.bySdk(() -> ports.clients()
                .get(input.tenant(), TargetService.KINESIS, KinesisClient.class, KinesisClient::builder)
                .putRecord(put ->
                        put.streamName(resource).partitionKey(key).data(SdkBytes.fromByteArray(input.payload()))));
    }
}
