package dev.mooring.standins.sns;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Publishing, one message or up to ten. */
record PublishHandlers(StandInPorts ports, Deliveries deliveries) {
    private static final int MAX_BYTES = 262_144;
    private static final int MAX_ENTRIES = 10;

    PublishResponse publish(PublishRequest request, CallContext context) {
        if (request.phoneNumber() != null) {
            throw TopicHandlers.invalid("PhoneNumber: text messages are not sent from here");
        }
        return PublishResponse.builder()
                .messageId(publish(
                        request.topicArn() == null ? request.targetArn() : request.topicArn(),
                        new Message(
                                request.message(),
                                Optional.ofNullable(request.subject()),
                                Optional.ofNullable(request.messageStructure()),
                                request.messageAttributes(),
                                Optional.ofNullable(request.messageGroupId()),
                                Optional.ofNullable(request.messageDeduplicationId())),
                        context))
                .build();
    }

    PublishBatchResponse publishBatch(PublishBatchRequest request, CallContext context) {
        ports.store().read(tables -> TopicHandlers.topic(tables, context.tenant(), request.topicArn()));
        var entries = request.publishBatchRequestEntries();
        if (entries.isEmpty()) {
            throw new ApiException("EmptyBatchRequestException", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw new ApiException(
                    "TooManyEntriesInBatchRequestException",
                    "The batch request contains more entries than permissible.");
        }
        if (entries.stream().map(entry -> entry.id()).distinct().count() < entries.size()) {
            throw new ApiException(
                    "BatchEntryIdsNotDistinctException", "Two or more batch entries in the request have the same Id.");
        }
        List<PublishBatchResultEntry> successful = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        entries.forEach(entry -> {
            try {
                successful.add(PublishBatchResultEntry.builder()
                        .id(entry.id())
                        .messageId(publish(
                                request.topicArn(),
                                new Message(
                                        entry.message(),
                                        Optional.ofNullable(entry.subject()),
                                        Optional.ofNullable(entry.messageStructure()),
                                        entry.messageAttributes(),
                                        Optional.ofNullable(entry.messageGroupId()),
                                        Optional.ofNullable(entry.messageDeduplicationId())),
                                context))
                        .build());
            } catch (ApiException e) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code(e.error())
                        .message(e.getMessage())
                        .senderFault(true)
                        .build());
            }
        });
        return PublishBatchResponse.builder()
                .successful(successful)
                .failed(failed)
                .build();
    }

    private record Message(
            String text,
            Optional<String> subject,
            Optional<String> structure,
            Map<String, MessageAttributeValue> attributes,
            Optional<String> groupId,
            Optional<String> deduplicationId) {}

    /** @return the message's id */
    private String publish(@Nullable String topicArn, Message message, CallContext context) {
        return publish(context.tenant(), topicArn, message, context.now());
    }

    /** @return the message's id */
    String publish(Tenant tenant, String topicArn, Optional<String> subject, String text, Instant now) {
        return publish(
                tenant,
                topicArn,
                new Message(text, subject, Optional.empty(), Map.of(), Optional.empty(), Optional.empty()),
                now);
    }

    private String publish(Tenant tenant, @Nullable String topicArn, Message message, Instant now) {
        check(message);
        Map<String, String> body = body(message);
        TreeMap<String, Notification.Attribute> attributes = attributes(message.attributes());
        record Found(Topic topic, List<Subscription> subscriptions) {}
        Found found = ports.store().read(tables -> {
            Topic topic = TopicHandlers.topic(tables, tenant, topicArn);
            return new Found(topic, SubscriptionHandlers.subscriptions(tables, tenant, topic.name() + ":"));
        });
        checkFifo(found.topic(), message);
        Notification notification = new Notification(
                tenant,
                found.topic().name(),
                UUID.randomUUID().toString(),
                message.subject(),
                body,
                attributes,
                message.groupId(),
                message.deduplicationId(),
                now);
        found.subscriptions().stream()
                .filter(subscription -> !subscription.isPending() && notification.isFor(subscription))
                .forEach(subscription -> deliveries.deliver(notification, subscription));
        return notification.messageId();
    }

    private static void check(Message message) {
        if (message.text().isEmpty()) {
            throw TopicHandlers.invalid("Empty message");
        }
        if (message.text().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw TopicHandlers.invalid("Message too long");
        }
        message.subject()
                .filter(subject -> subject.isEmpty() || subject.length() > 100 || subject.contains("\n"))
                .ifPresent(subject -> {
                    throw TopicHandlers.invalid("Subject");
                });
    }

    private static void checkFifo(Topic topic, Message message) {
        if (topic.isFifo() && message.groupId().isEmpty()) {
            throw TopicHandlers.invalid("The MessageGroupId parameter is required for FIFO topics");
        }
        if (topic.isFifo()
                && message.deduplicationId().isEmpty()
                && !"true".equals(topic.attributes().get("ContentBasedDeduplication"))) {
            throw TopicHandlers.invalid("The topic should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
        }
    }

    private static Map<String, String> body(Message message) {
        if (message.structure().isEmpty()) {
            return Map.of("default", message.text());
        }
        if (!message.structure().get().equals("json")) {
            throw TopicHandlers.invalid("MessageStructure");
        }
        try {
            JsonNode node = Json.MAPPER.readTree(message.text());
            if (!node.path("default").isString()) {
                throw TopicHandlers.invalid("Message Structure - No default entry in JSON message body");
            }
            Map<String, String> body = new HashMap<>();
            node.properties().forEach(entry -> {
                if (entry.getValue().isString()) {
                    body.put(entry.getKey(), entry.getValue().stringValue());
                }
            });
            return body;
        } catch (JacksonException e) {
            throw TopicHandlers.invalid("Message Structure - JSON message body failed to parse");
        }
    }

    private static TreeMap<String, Notification.Attribute> attributes(Map<String, MessageAttributeValue> given) {
        TreeMap<String, Notification.Attribute> attributes = new TreeMap<>();
        given.forEach((name, value) -> {
            String text = value.binaryValue() == null
                    ? Optional.ofNullable(value.stringValue()).orElse("")
                    : Base64.getEncoder().encodeToString(value.binaryValue().asByteArrayUnsafe());
            if (text.isEmpty()) {
                throw new ApiException(
                        "InvalidParameterValueException",
                        "The message attribute '" + name + "' must contain a non-empty value.");
            }
            if (value.dataType().equals("Number") && !isNumber(text)) {
                throw new ApiException(
                        "InvalidParameterValueException", "Could not cast message attribute '" + name + "' to number.");
            }
            attributes.put(name, new Notification.Attribute(value.dataType(), text));
        });
        return attributes;
    }

    private static boolean isNumber(String text) {
        try {
            return text.length() <= 100 && Math.abs(new BigDecimal(text).scale()) <= 1000;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
