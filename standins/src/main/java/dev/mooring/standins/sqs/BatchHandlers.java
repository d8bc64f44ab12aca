package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Messages in batches: each entry succeeds or fails by itself. */
record BatchHandlers(MessageHandlers messages, Queues queues, QueueUrls urls) {
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_BYTES = 1_048_576;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    /** @param <R> the entry of a success */
    private record Outcome<R>(List<R> successful, List<BatchResultErrorEntry> failed) {}

    private <E, R> Outcome<R> each(
            String queueUrl, CallContext context, List<E> entries, Function<E, String> id, Function<E, R> work) {
        queues.get(context.tenant(), urls.name(queueUrl, context.tenant()));
        List<String> ids = entries.stream().map(id).toList();
        if (ids.isEmpty()) {
            throw new ApiException("EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (ids.size() > MAX_ENTRIES) {
            throw new ApiException(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + ids.size() + ".");
        }
        for (String each : ids) {
            if (!ID.matcher(each).matches()) {
                throw new ApiException(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
                                + " It can be at most 80 letters long.");
            }
        }
        if (ids.stream().distinct().count() < ids.size()) {
            throw new ApiException("BatchEntryIdsNotDistinct", "Two or more batch entries have the same id.");
        }
        Outcome<R> outcome = new Outcome<>(new ArrayList<>(), new ArrayList<>());
        for (E entry : entries) {
            try {
                outcome.successful().add(work.apply(entry));
            } catch (ApiException e) {
                outcome.failed()
                        .add(BatchResultErrorEntry.builder()
                                .id(id.apply(entry))
                                .code(e.error())
                                .message(e.getMessage())
                                .senderFault(true)
                                .build());
            }
        }
        return outcome;
    }

    SendMessageBatchResponse send(SendMessageBatchRequest request, CallContext context) {
        int bytes = request.entries().stream()
                .mapToInt(entry -> entry.messageBody().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > MAX_BYTES) {
            throw new ApiException(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than " + MAX_BYTES + " bytes. You have sent " + bytes + " bytes.");
        }
        Outcome<SendMessageBatchResultEntry> outcome = each(
                request.queueUrl(),
                context,
                request.entries(),
                SendMessageBatchRequestEntry::id,
                entry -> send(request.queueUrl(), entry, context));
        SendMessageBatchResponse.Builder response = SendMessageBatchResponse.builder();
        return response.successful(outcome.successful())
                .failed(outcome.failed())
                .build();
    }

    private SendMessageBatchResultEntry send(String url, SendMessageBatchRequestEntry entry, CallContext context) {
        SendMessageResponse sent = messages.send(
                SendMessageRequest.builder()
                        .queueUrl(url)
                        .messageBody(entry.messageBody())
                        .delaySeconds(entry.delaySeconds())
                        .messageAttributes(entry.messageAttributes())
                        .messageSystemAttributes(entry.messageSystemAttributes())
                        .messageGroupId(entry.messageGroupId())
                        .messageDeduplicationId(entry.messageDeduplicationId())
                        .build(),
                context);
        return SendMessageBatchResultEntry.builder()
                .id(entry.id())
                .messageId(sent.messageId())
                .md5OfMessageBody(sent.md5OfMessageBody())
                .md5OfMessageAttributes(sent.md5OfMessageAttributes())
                .sequenceNumber(sent.sequenceNumber())
                .build();
    }

    DeleteMessageBatchResponse delete(DeleteMessageBatchRequest request, CallContext context) {
        Outcome<DeleteMessageBatchResultEntry> outcome =
                each(request.queueUrl(), context, request.entries(), DeleteMessageBatchRequestEntry::id, entry -> {
                    messages.delete(
                            DeleteMessageRequest.builder()
                                    .queueUrl(request.queueUrl())
                                    .receiptHandle(entry.receiptHandle())
                                    .build(),
                            context);
                    return DeleteMessageBatchResultEntry.builder()
                            .id(entry.id())
                            .build();
                });
        return DeleteMessageBatchResponse.builder()
                .successful(outcome.successful())
                .failed(outcome.failed())
                .build();
    }

    ChangeMessageVisibilityBatchResponse changeVisibility(
            ChangeMessageVisibilityBatchRequest request, CallContext context) {
        Outcome<ChangeMessageVisibilityBatchResultEntry> outcome = each(
                request.queueUrl(), context, request.entries(), ChangeMessageVisibilityBatchRequestEntry::id, entry -> {
                    messages.changeVisibility(
                            ChangeMessageVisibilityRequest.builder()
                                    .queueUrl(request.queueUrl())
                                    .receiptHandle(entry.receiptHandle())
                                    .visibilityTimeout(
                                            entry.visibilityTimeout() == null ? 0 : entry.visibilityTimeout())
                                    .build(),
                            context);
                    return ChangeMessageVisibilityBatchResultEntry.builder()
                            .id(entry.id())
                            .build();
                });
        return ChangeMessageVisibilityBatchResponse.builder()
                .successful(outcome.successful())
                .failed(outcome.failed())
                .build();
    }
}
