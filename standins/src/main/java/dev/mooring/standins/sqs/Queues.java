package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.SqsMessageRecord;
import dev.mooring.store.SqsMessageTable;
import dev.mooring.store.Tables;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What queues do with messages. Also the way in for other stand-ins. All calls block on the store; the messages are its,
 * this remembers nothing but who waits.
 */
public final class Queues {
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
    /** Another server on the same database rings no bell here. */
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private static final int BATCH = 64;

    private final StandInPorts ports;
    private final Sequence sequence;
    private final Arrivals arrivals = new Arrivals();

    public Queues(StandInPorts ports) {
        this.ports = ports;
        this.sequence = new Sequence(ports.clock());
    }

    /** @param delay empty for the queue's */
    record Outgoing(
            String body,
            MessageAttributes attributes,
            Optional<Duration> delay,
            Optional<String> groupId,
            Optional<String> deduplicationId) {}

    /** @param sequence present for FIFO queues */
    record Sent(String messageId, Optional<Long> sequence) {}

    /** @throws ApiException QueueDoesNotExist */
    Queue get(Tenant tenant, String name) {
        return ports.store().read(tables -> find(tables, tenant, name)).orElseThrow(Queues::doesNotExist);
    }

    static Optional<Queue> find(Tables tables, Tenant tenant, String name) {
        return tables.targetResources(tenant).find(Queue.KIND, name).map(Queue::of);
    }

    static ApiException doesNotExist() {
        return new ApiException("QueueDoesNotExist", "The specified queue does not exist.");
    }

    /**
     * An attribute of a message from another service.
     *
     * @param value text, or base64 of a Binary
     */
    public record Attribute(String type, String value) {}

    /**
     * For other services.
     *
     * @throws ApiException when the queue does not take it
     */
    public void deliver(
            Tenant tenant,
            String queueArn,
            String body,
            Map<String, Attribute> attributes,
            Optional<String> groupId,
            Optional<String> deduplicationId) {
        ServiceArn arn = ServiceArn.parse(queueArn)
                .filter(parsed -> parsed.service().equals("sqs") && parsed.isOf(tenant))
                .orElseThrow(Queues::doesNotExist);
        boolean isFifo = arn.resource().endsWith(".fifo");
        TreeMap<String, MessageAttributes.Value> values = new TreeMap<>();
        attributes.forEach((name, value) -> values.put(name, new MessageAttributes.Value(value.type(), value.value())));
        send(
                tenant,
                arn.resource(),
                new Outgoing(
                        body,
                        new MessageAttributes(values),
                        Optional.empty(),
                        groupId,
                        isFifo ? deduplicationId.or(() -> Optional.of(sha256(body))) : Optional.empty()));
    }

    /** @throws ApiException QueueDoesNotExist, InvalidParameterValue, MissingParameter */
    Sent send(Tenant tenant, String name, Outgoing message) {
        Queue queue = get(tenant, name);
        check(queue, message);
        Instant now = ports.clock().instant();
        Sent sent = ports.store().write(tables -> {
            if (find(tables, tenant, name).isEmpty()) {
                throw doesNotExist();
            }
            return insert(tables.sqsMessages(tenant), queue, message, now);
        });
        arrivals.ring(tenant, name);
        return sent;
    }

    private Sent insert(SqsMessageTable table, Queue queue, Outgoing message, Instant now) {
        Optional<String> deduplicationId = deduplicationId(queue, message);
        // With the scope messageGroup the same id may be sent in two groups.
        Optional<String> scopedId = deduplicationId.map(
                id -> "messageGroup".equals(queue.attributes().get("DeduplicationScope"))
                        ? message.groupId().orElse("") + "\n" + id
                        : id);
        Optional<SqsMessageTable.Sent> earlier = scopedId.flatMap(id -> table.sent(queue.name(), id, now));
        if (earlier.isPresent()) {
            return new Sent(earlier.get().messageId(), Optional.of(earlier.get().sequence()));
        }
        SqsMessageRecord record = new SqsMessageRecord(
                sequence.next(),
                UUID.randomUUID().toString(),
                message.body(),
                message.attributes().toJson(),
                message.groupId(),
                deduplicationId,
                Optional.empty(),
                now,
                Optional.empty(),
                now.plus(message.delay().orElse(queue.seconds("DelaySeconds"))),
                0,
                Optional.empty());
        table.insert(queue.name(), record);
        scopedId.ifPresent(id -> table.remember(
                queue.name(),
                id,
                new SqsMessageTable.Sent(record.messageId(), record.sequence()),
                now,
                now.plus(DEDUPLICATION)));
        return new Sent(record.messageId(), queue.isFifo() ? Optional.of(record.sequence()) : Optional.empty());
    }

    private static Optional<String> deduplicationId(Queue queue, Outgoing message) {
        if (!queue.isFifo()) {
            return Optional.empty();
        }
        return message.deduplicationId().or(() -> Optional.of(sha256(message.body())));
    }

    private static void check(Queue queue, Outgoing message) {
        int size = message.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                + message.attributes().sizeBytes();
        if (message.body().isEmpty()) {
            throw new ApiException("MissingParameter", "The request must contain the parameter MessageBody.");
        }
        if (size > queue.number("MaximumMessageSize")) {
            throw invalid("One or more parameters are invalid. Reason: Message must be shorter than "
                    + queue.number("MaximumMessageSize") + " bytes.");
        }
        if (!message.body().codePoints().allMatch(Queues::isAllowed)) {
            throw new ApiException(
                    "InvalidMessageContents", "Invalid characters found: messages may have what XML 1.0 may have.");
        }
        message.delay()
                .filter(delay -> delay.isNegative() || delay.toSeconds() > 900)
                .ifPresent(delay -> {
                    throw invalid("Value " + delay.toSeconds()
                            + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.");
                });
        if (!queue.isFifo()) {
            if (message.deduplicationId().isPresent()) {
                throw invalid("The request include parameter that is not valid for this queue type:"
                        + " MessageDeduplicationId");
            }
            return;
        }
        if (message.groupId().isEmpty()) {
            throw new ApiException("MissingParameter", "The request must contain the parameter MessageGroupId.");
        }
        if (message.delay().filter(delay -> !delay.isZero()).isPresent()) {
            throw invalid("The request include parameter that is not valid for this queue type: DelaySeconds");
        }
        if (message.deduplicationId().isEmpty() && !queue.flag("ContentBasedDeduplication")) {
            throw invalid("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
                    + " provided explicitly");
        }
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }

    private static ApiException invalid(String message) {
        return new ApiException("InvalidParameterValue", message);
    }

    /**
     * Waits until there is a message, at most {@code wait}.
     *
     * @return at most {@code max} messages, each with a new receipt; none when the time is over
     */
    List<SqsMessageRecord> receive(Tenant tenant, String name, int max, Duration visibility, Duration wait)
            throws InterruptedException {
        Instant deadline = ports.clock().instant().plus(wait);
        while (true) {
            long heard = arrivals.rings(tenant, name);
            Queue queue = get(tenant, name);
            Instant now = ports.clock().instant();
            Optional<Instant> next =
                    ports.store().read(tables -> tables.sqsMessages(tenant).nextVisible(name));
            if (next.isPresent() && !next.get().isAfter(now)) {
                List<SqsMessageRecord> taken =
                        ports.store().write(tables -> take(tables, tenant, queue, max, now, visibility));
                if (!taken.isEmpty()) {
                    return taken;
                }
            }
            Duration left = Duration.between(now, deadline);
            if (left.isNegative() || left.isZero()) {
                return List.of();
            }
            Duration nap = left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP;
            Duration untilNext = next.map(time -> Duration.between(now, time))
                    .filter(d -> d.isPositive())
                    .orElse(nap);
            arrivals.await(tenant, name, heard, untilNext.compareTo(nap) < 0 ? untilNext : nap);
        }
    }

    private List<SqsMessageRecord> take(
            Tables tables, Tenant tenant, Queue queue, int max, Instant now, Duration visibility) {
        SqsMessageTable table = tables.sqsMessages(tenant);
        table.deleteSentBefore(queue.name(), now.minus(queue.seconds("MessageRetentionPeriod")));
        // A dead-letter queue that was deleted takes nothing: the messages stay.
        Optional<RedrivePolicy> redrive = RedrivePolicy.of(queue)
                .filter(policy -> find(tables, tenant, policy.deadLetterTarget().resource())
                        .isPresent());
        List<SqsMessageRecord> taken = new ArrayList<>();
        long after = -1;
        while (taken.size() < max) {
            List<SqsMessageRecord> candidates = table.visible(queue.name(), now, after, Math.min(BATCH, max));
            if (candidates.isEmpty()) {
                break;
            }
            for (SqsMessageRecord message : candidates) {
                if (taken.size() == max) {
                    break;
                }
                after = message.sequence();
                if (redrive.isPresent()
                        && message.receiveCount() >= redrive.get().maxReceiveCount()) {
                    bury(table, queue, message, redrive.get().deadLetterTarget().resource(), now);
                    arrivals.ring(tenant, redrive.get().deadLetterTarget().resource());
                } else {
                    SqsMessageRecord received = message.received(
                            now, now.plus(visibility), UUID.randomUUID().toString());
                    table.update(queue.name(), received);
                    taken.add(received);
                }
            }
        }
        return taken;
    }

    private void bury(SqsMessageTable table, Queue queue, SqsMessageRecord message, String target, Instant now) {
        table.delete(queue.name(), message.sequence());
        table.insert(
                target,
                new SqsMessageRecord(
                        sequence.next(),
                        message.messageId(),
                        message.body(),
                        message.attributes(),
                        message.groupId(),
                        message.deduplicationId(),
                        Optional.of(queue.name()),
                        message.sentAt(),
                        message.firstReceivedAt(),
                        now,
                        message.receiveCount(),
                        Optional.empty()));
    }

    /** A receipt that is not the last one deletes nothing, as at AWS. */
    void delete(Tenant tenant, String name, Receipt receipt) {
        get(tenant, name);
        ports.store().write(tables -> {
            SqsMessageTable table = tables.sqsMessages(tenant);
            return table.find(name, receipt.sequence(), receipt.nonce()).isPresent()
                    && table.delete(name, receipt.sequence());
        });
        // What stood behind it in its group may be received now.
        arrivals.ring(tenant, name);
    }

    /** @throws ApiException MessageNotInflight */
    void changeVisibility(Tenant tenant, String name, Receipt receipt, Duration timeout) {
        get(tenant, name);
        Instant now = ports.clock().instant();
        ports.store().write(tables -> {
            SqsMessageTable table = tables.sqsMessages(tenant);
            SqsMessageRecord message = table.find(name, receipt.sequence(), receipt.nonce())
                    .filter(found -> found.visibleAt().isAfter(now))
                    .orElseThrow(() -> new ApiException(
                            "MessageNotInflight",
                            "The specified message isn't in flight: it was deleted or is visible."));
            table.setVisible(name, message.sequence(), now.plus(timeout));
            return message;
        });
        arrivals.ring(tenant, name);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
