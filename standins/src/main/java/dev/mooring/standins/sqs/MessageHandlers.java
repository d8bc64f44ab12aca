package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.store.SqsMessageRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Messages, one call each. */
record MessageHandlers(Queues queues, QueueUrls urls) {
    private static final int MAX_VISIBILITY_SECONDS = 43_200;
    private static final int MAX_WAIT_SECONDS = 20;
    private static final int MAX_RECEIVED = 10;

    SendMessageResponse send(SendMessageRequest request, CallContext context) {
        MessageAttributes attributes = MessageAttributes.of(request.messageAttributes());
        refuseSystemAttributes(request.hasMessageSystemAttributes() ? request.messageSystemAttributes() : Map.of());
        Queues.Sent sent = queues.send(
                context.tenant(),
                urls.name(request.queueUrl(), context.tenant()),
                new Queues.Outgoing(
                        request.messageBody(),
                        attributes,
                        Optional.ofNullable(request.delaySeconds()).map(Duration::ofSeconds),
                        Optional.ofNullable(request.messageGroupId()),
                        Optional.ofNullable(request.messageDeduplicationId())));
        SendMessageResponse.Builder response = SendMessageResponse.builder()
                .messageId(sent.messageId())
                .md5OfMessageBody(MessageAttributes.md5(request.messageBody()));
        if (!attributes.isEmpty()) {
            response.md5OfMessageAttributes(attributes.md5());
        }
        sent.sequence().ifPresent(sequence -> response.sequenceNumber(sequenceNumber(sequence)));
        return response.build();
    }

    static void refuseSystemAttributes(Map<?, ?> attributes) {
        if (!attributes.isEmpty()) {
            throw new ApiException("UnsupportedOperation", "Message system attributes (tracing) are not kept here.");
        }
    }

    static String sequenceNumber(long sequence) {
        return String.format(java.util.Locale.ROOT, "%020d", sequence);
    }

    // Clients of before 2024 send AttributeNames.
    @SuppressWarnings("deprecation")
    ReceiveMessageResponse receive(ReceiveMessageRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Queue queue = queues.get(tenant, urls.name(request.queueUrl(), tenant));
        int max = request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages();
        if (max < 1 || max > MAX_RECEIVED) {
            throw invalid("Value " + max + " for parameter MaxNumberOfMessages is invalid."
                    + " Reason: Must be between 1 and 10, if provided.");
        }
        int wait = request.waitTimeSeconds() == null
                ? queue.number("ReceiveMessageWaitTimeSeconds")
                : request.waitTimeSeconds();
        if (wait < 0 || wait > MAX_WAIT_SECONDS) {
            throw invalid("Value " + wait + " for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20,"
                    + " if provided.");
        }
        Duration visibility = request.visibilityTimeout() == null
                ? queue.seconds("VisibilityTimeout")
                : visibility(request.visibilityTimeout());
        try {
            List<SqsMessageRecord> received =
                    queues.receive(tenant, queue.name(), max, visibility, Duration.ofSeconds(wait));
            List<String> system = Stream.concat(
                            request.attributeNamesAsStrings().stream(),
                            request.messageSystemAttributeNamesAsStrings().stream())
                    .toList();
            return ReceiveMessageResponse.builder()
                    .messages(received.stream()
                            .map(message -> message(message, tenant, system, request.messageAttributeNames()))
                            .toList())
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("RequestThrottled", "The server is stopping.");
        }
    }

    static Duration visibility(int seconds) {
        if (seconds < 0 || seconds > MAX_VISIBILITY_SECONDS) {
            throw invalid("Value " + seconds + " for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout"
                    + " must be an integer between 0 and 43200.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static ApiException invalid(String message) {
        return new ApiException("InvalidParameterValue", message);
    }

    private static Message message(
            SqsMessageRecord message, Tenant tenant, List<String> system, List<String> attributeNames) {
        Map<String, String> all = new HashMap<>();
        all.put("SenderId", tenant.account());
        all.put("SentTimestamp", Long.toString(message.sentAt().toEpochMilli()));
        all.put("ApproximateReceiveCount", Integer.toString(message.receiveCount()));
        message.firstReceivedAt()
                .ifPresent(time -> all.put("ApproximateFirstReceiveTimestamp", Long.toString(time.toEpochMilli())));
        message.groupId().ifPresent(id -> all.put("MessageGroupId", id));
        message.deduplicationId().ifPresent(id -> {
            all.put("MessageDeduplicationId", id);
            all.put("SequenceNumber", sequenceNumber(message.sequence()));
        });
        message.sourceQueue()
                .ifPresent(source -> all.put(
                        "DeadLetterQueueSourceArn",
                        ServiceArn.of("sqs", tenant, source).toString()));
        if (!system.contains("All")) {
            all.keySet().retainAll(system);
        }
        MessageAttributes attributes =
                MessageAttributes.parse(message.attributes()).select(attributeNames);
        Message.Builder builder = Message.builder()
                .messageId(message.messageId())
                .receiptHandle(Receipt.of(message).handle())
                .body(message.body())
                .md5OfBody(MessageAttributes.md5(message.body()));
        if (!all.isEmpty()) {
            builder.attributesWithStrings(all);
        }
        if (!attributes.isEmpty()) {
            builder.messageAttributes(attributes.toSdk()).md5OfMessageAttributes(attributes.md5());
        }
        return builder.build();
    }

    DeleteMessageResponse delete(DeleteMessageRequest request, CallContext context) {
        queues.delete(
                context.tenant(),
                urls.name(request.queueUrl(), context.tenant()),
                Receipt.parse(request.receiptHandle()));
        return DeleteMessageResponse.builder().build();
    }

    ChangeMessageVisibilityResponse changeVisibility(ChangeMessageVisibilityRequest request, CallContext context) {
        queues.changeVisibility(
                context.tenant(),
                urls.name(request.queueUrl(), context.tenant()),
                Receipt.parse(request.receiptHandle()),
                visibility(request.visibilityTimeout()));
        return ChangeMessageVisibilityResponse.builder().build();
    }
}
