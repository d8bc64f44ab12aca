package dev.mooring.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A message in a queue of the SQS stand-in.
 *
 * @param sequence orders the messages of a queue
 * @param attributes of the message, JSON
 * @param sourceQueue the queue it was moved from, for one in a dead-letter queue
 * @param visibleAt from when on it may be received
 * @param receipt of the last receive
 */
public record SqsMessageRecord(
        long sequence,
        String messageId,
        String body,
        String attributes,
        Optional<String> groupId,
        Optional<String> deduplicationId,
        Optional<String> sourceQueue,
        Instant sentAt,
        Optional<Instant> firstReceivedAt,
        Instant visibleAt,
        int receiveCount,
        Optional<String> receipt) {
    /** The message after one more receive. */
    public SqsMessageRecord received(Instant now, Instant visibleAgain, String newReceipt) {
        return new SqsMessageRecord(
                sequence,
                messageId,
                body,
                attributes,
                groupId,
                deduplicationId,
                sourceQueue,
                sentAt,
                Optional.of(firstReceivedAt.orElse(now)),
                visibleAgain,
                receiveCount + 1,
                Optional.of(newReceipt));
    }
}
