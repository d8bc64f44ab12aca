package dev.mooring.standins.sns;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.sqs.Queues;
import dev.mooring.store.TargetLogEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries notifications to subscribers. Queues have them, and functions have accepted them, when this returns; for web
 * servers they are in the store, and {@link WebDeliveries} sends them from there.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final StandInPorts ports;
    private final Queues queues;
    private final WebDeliveries web;
    private final Sequence sequence;

    Deliveries(StandInPorts ports, Queues queues, WebDeliveries web) {
        this.ports = ports;
        this.queues = queues;
        this.web = web;
        this.sequence = new Sequence(ports.clock());
    }

    void deliver(Notification notification, Subscription subscription) {
        String envelope =
                Json.write(notification.envelope(subscription, ports.baseUrl().get()));
        Optional<String> failure =
                switch (subscription.protocol()) {
                    case "sqs" -> toQueue(notification, subscription, envelope);
                    case "lambda" -> toFunction(notification, subscription);
                    case "http", "https" -> {
                        toWeb(notification, subscription, envelope);
                        yield Optional.empty();
                    }
                    default -> Optional.of("there is no way to deliver by " + subscription.protocol());
                };
        failure.ifPresent(why -> bury(notification.tenant(), subscription, envelope, why));
    }

    private Optional<String> toQueue(Notification notification, Subscription subscription, String envelope) {
        try {
            queues.deliver(
                    notification.tenant(),
                    subscription.endpoint(),
                    subscription.isRaw() ? notification.textFor("sqs") : envelope,
                    subscription.isRaw() ? rawAttributes(notification) : Map.of(),
                    notification.groupId(),
                    notification.deduplicationId());
            return Optional.empty();
        } catch (ApiException e) {
            return Optional.of(e.error() + ": " + e.getMessage());
        }
    }

    private static Map<String, Queues.Attribute> rawAttributes(Notification notification) {
        Map<String, Queues.Attribute> attributes = new java.util.HashMap<>();
        notification
                .attributes()
                .forEach((name, value) -> attributes.put(name, new Queues.Attribute(value.type(), value.value())));
        return attributes;
    }

    private Optional<String> toFunction(Notification notification, Subscription subscription) {
        Tenant tenant = notification.tenant();
        ObjectNode event = Json.MAPPER.createObjectNode();
        ObjectNode record = event.putArray("Records").addObject();
        record.put("EventSource", "aws:sns");
        record.put("EventVersion", "1.0");
        record.put("EventSubscriptionArn", subscription.arn(tenant));
        record.set("Sns", notification.envelope(subscription, ports.baseUrl().get()));
        FunctionPort.Answer answer = ports.functions()
                .accept(
                        tenant,
                        subscription.endpoint(),
                        Json.write(event).getBytes(StandardCharsets.UTF_8),
                        new FunctionPort.Source(
                                "sns.amazonaws.com",
                                ServiceArn.of("sns", tenant, notification.topic())
                                        .toString()));
        return switch (answer) {
            case FunctionPort.Answer.Succeeded accepted -> Optional.empty();
            case FunctionPort.Answer.Failed failed -> Optional.of(failed.error() + ": " + failed.cause());
            case FunctionPort.Answer.Refused refused -> Optional.of(refused.error() + ": " + refused.why());
        };
    }

    private void toWeb(Notification notification, Subscription subscription, String envelope) {
        Tenant tenant = notification.tenant();
        WebDeliveries.Parcel parcel = new WebDeliveries.Parcel(
                subscription.endpoint(),
                subscription.isRaw() ? notification.textFor(subscription.protocol()) : envelope,
                Map.of(
                        "x-amz-sns-message-type", "Notification",
                        "x-amz-sns-message-id", notification.messageId(),
                        "x-amz-sns-topic-arn",
                                ServiceArn.of("sns", tenant, notification.topic())
                                        .toString(),
                        "x-amz-sns-subscription-arn", subscription.arn(tenant),
                        "x-amz-sns-rawdelivery", Boolean.toString(subscription.isRaw())),
                subscription.topic() + ":" + subscription.id());
        send(tenant, parcel);
    }

    void confirm(Tenant tenant, Subscription subscription, String topicArn, String messageId) {
        String url = ports.baseUrl().get() + "/?Action=ConfirmSubscription&TopicArn=" + topicArn + "&Token="
                + subscription.token();
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("Type", "SubscriptionConfirmation");
        message.put("MessageId", messageId);
        message.put("Token", subscription.token());
        message.put("TopicArn", topicArn);
        message.put(
                "Message",
                "You have chosen to subscribe to the topic " + topicArn
                        + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.");
        message.put("SubscribeURL", url);
        message.put("Timestamp", Notification.iso(ports.clock().instant()));
        send(
                tenant,
                new WebDeliveries.Parcel(
                        subscription.endpoint(),
                        Json.write(message),
                        Map.of(
                                "x-amz-sns-message-type", "SubscriptionConfirmation",
                                "x-amz-sns-message-id", messageId,
                                "x-amz-sns-topic-arn", topicArn),
                        ""));
    }

    private void send(Tenant tenant, WebDeliveries.Parcel parcel) {
        long position = sequence.next();
        ports.store().write(tables -> {
            tables.targetLog(tenant)
                    .append(
                            WebDeliveries.LOG_NAME,
                            new TargetLogEntry(position, ports.clock().instant(), Json.write(parcel)));
            return position;
        });
        web.start(tenant, position, parcel, this::undeliverable);
    }

    /** Sends what an earlier run of the server accepted and did not deliver. */
    void resume(Tenant tenant) {
        List<TargetLogEntry> waiting = ports.store()
                .read(tables -> tables.targetLog(tenant).after(WebDeliveries.LOG_NAME, -1, Integer.MAX_VALUE));
        waiting.forEach(entry -> web.start(
                tenant, entry.position(), Json.read(entry.body(), WebDeliveries.Parcel.class), this::undeliverable));
    }

    private void undeliverable(Tenant tenant, WebDeliveries.Parcel parcel, String why) {
        ports.store()
                .read(tables -> tables.targetResources(tenant).find(Subscription.KIND, parcel.subscription()))
                .map(Subscription::of)
                .ifPresentOrElse(
                        subscription -> bury(tenant, subscription, parcel.body(), why),
                        () -> LOG.warn("A message for {} was given up: {}", parcel.url(), why));
    }

    private void bury(Tenant tenant, Subscription subscription, String body, String why) {
        LOG.warn("A notification for {} was not delivered: {}", subscription.arn(tenant), why);
        subscription.deadLetterQueue().ifPresent(queue -> {
            try {
                queues.deliver(tenant, queue, body, Map.of(), Optional.of("sns"), Optional.empty());
            } catch (ApiException e) {
                LOG.warn("Nor did the dead-letter queue {} take it: {}", queue, e.getMessage());
            }
        });
    }
}
