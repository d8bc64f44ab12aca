package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Puts the result into a delivery stream, followed by a separator.
 *
 * @param separator empty for none
 * @param batchMode a result that is an array becomes a record an element
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-firehose-rule-action.html">AWS: Firehose
 *     action</a>
 */
record FirehoseAction(Template deliveryStreamName, String separator, boolean batchMode) implements TargetAction {
    static final String KIND = "firehose";
    private static final TargetNaming NAMING = new TargetNaming(
            KIND, "FirehoseAction", "Delivery stream", "deliveryStreamName", "put record into Firehose stream");
    private static final int MAX_RECORDS = 500;

    static FirehoseAction parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        String separator = parameters.text("separator").orElse("");
        if (!List.of("", "\n", "\t", "\r\n", ",").contains(separator)) {
            throw parameters.invalid("separator", "must be a newline, a tab, a Windows newline or a comma");
        }
        return new FirehoseAction(
                parameters.requiredTemplate("deliveryStreamName"), separator, parameters.flag("batchMode"));
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return deliveryStreamName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(deliveryStreamName);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        List<Record> records = Batch.parts(input, batchMode, MAX_RECORDS).stream()
                .map(this::record)
                .toList();
        return Delivery.bySdk(() -> {
            FirehoseClient client = ports.clients()
                    .get(input.tenant(), TargetService.FIREHOSE, FirehoseClient.class, FirehoseClient::builder);
            if (records.size() == 1) {
                client.putRecord(put -> put.deliveryStreamName(resource).record(records.getFirst()));
            } else {
                Batch.send(records, some -> putBatch(client, resource, some));
            }
        });
    }

    private Record record(byte[] data) {
        byte[] end = separator.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(data, data.length + end.length);
        System.arraycopy(end, 0, whole, data.length, end.length);
        return Record.builder().data(SdkBytes.fromByteArray(whole)).build();
    }

    private static Optional<Batch.Refused<Record>> putBatch(
            FirehoseClient client, String stream, List<Record> records) {
        PutRecordBatchResponse response =
                client.putRecordBatch(put -> put.deliveryStreamName(stream).records(records));
        List<Record> refused = new ArrayList<>();
        String reason = "";
        List<PutRecordBatchResponseEntry> entries = response.requestResponses();
        for (int i = 0; i < entries.size() && i < records.size(); i++) {
            if (entries.get(i).errorCode() != null) {
                refused.add(records.get(i));
                reason = entries.get(i).errorCode() + ": " + entries.get(i).errorMessage();
            }
        }
        return refused.isEmpty() ? Optional.empty() : Optional.of(new Batch.Refused<>(refused, reason));
    }
}
