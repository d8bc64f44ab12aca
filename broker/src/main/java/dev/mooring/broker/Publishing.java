package dev.mooring.broker;

import dev.mooring.broker.durable.InOrder;
import dev.mooring.broker.durable.Journal;
import dev.mooring.broker.durable.Outbox;
import dev.mooring.broker.durable.PublishReceipt;
import dev.mooring.broker.durable.SessionChange;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a client's PUBLISH goes through: check, authorize, retain, route, acknowledge. Stateless. */
final class Publishing {
    private final Broker broker;
    private final BrokerSettings settings;
    private final Router router;
    private final RetainedStore retained;

    Publishing(Broker broker, Router router, RetainedStore retained) {
        this.broker = broker;
        this.settings = broker.settings();
        this.router = router;
        this.retained = retained;
    }

    void handle(Connected client, Packet.Publish publish) {
        Connection connection = client.connection();
        Route route = client.routes().get(publish.topic());
        Optional<Reason> fatal = fatal(publish);
        if (fatal.isPresent()) {
            connection.close(fatal.get());
            return;
        }
        if (publish.qos() == 2 && !arrives(client, publish.packetId())) {
            return;
        }
        Optional<Reason> refusal =
                refuse(publish, route).or(() -> client.refusePublish(route.topic(), publish.retain()));
        if (refusal.isPresent()) {
            refused(connection, publish, refusal.get());
            return;
        }
        Message message = new Message(
                client.principal().tenant(),
                route.topic(),
                publish.payload(),
                publish.qos(),
                publish.retain(),
                PropertyCheck.accepted(publish.properties(), settings.mqtt5()),
                client.origin(),
                connection.lastHeardMillis());
        if (message.retain() && !retain(message)) {
            refused(
                    connection,
                    publish,
                    new Reason.QuotaExceeded("retained messages", retained.limit(), retained.limit() + 1L));
            return;
        }
        PublishTap.Work work = router.look(message);
        Optional<Journal> journal = broker.journal();
        boolean kept = isKept(message, route, work)
                || (message.qos() == 2 && client.client().isPersistent());
        if (journal.isPresent() && kept) {
            routeAndKeep(client, message, publish.packetId(), route, work, journal.get());
        } else {
            router.publish(route, message, work, connection.loop());
            acknowledge(client, message.qos(), publish.packetId());
        }
    }

    private static boolean isKept(Message message, Route route, PublishTap.Work work) {
        return message.retain() || (message.qos() > 0 && (route.isPersistent() || work.outlivesProcess()));
    }

    private static void acknowledge(Connected client, int qos, int packetId) {
        if (qos == 1) {
            client.connection().acknowledgeInOrder(Acknowledge.Kind.PUBACK, packetId);
        } else if (qos == 2) {
            client.client().session.take(packetId);
            client.connection().acknowledgeInOrder(Acknowledge.Kind.PUBREC, packetId);
        }
    }

    /** Something of the message outlives the process: it is acknowledged when that is sure. */
    private void routeAndKeep(
            Connected client, Message message, int packetId, Route route, PublishTap.Work work, Journal journal) {
        Connection connection = client.connection();
        if (message.qos() == 0) {
            journal.add(retainedChange(message));
            router.publish(route, message, work, connection.loop());
            return;
        }
        PublishReceipt receipt;
        if (message.qos() == 1) {
            InOrder.Slot slot = connection.acknowledgeLater(Acknowledge.Kind.PUBACK, packetId);
            receipt = PublishReceipt.separate(journal, connection.loop()::execute, slot::ready);
        } else {
            InOrder.Slot slot = connection.acknowledgeLater(Acknowledge.Kind.PUBREC, packetId);
            receipt = PublishReceipt.together(journal, connection.loop()::execute, slot::ready);
            client.client().session.take(packetId);
            client.client().log().ifPresent(log -> log.arrives(packetId, receipt));
        }
        if (message.retain()) {
            receipt.add(retainedChange(message));
        }
        publish(route, message, work, receipt, journal, connection.loop());
    }

    private void publish(
            Route route,
            Message message,
            PublishTap.Work work,
            PublishReceipt receipt,
            Journal journal,
            BrokerLoop here) {
        Outbox outbox = message.qos() > 0 ? Outbox.of(message, receipt, journal) : Outbox.NONE;
        router.publish(route, message, work, Copies.Awaited.by(receipt), outbox, here);
        receipt.arrive();
    }

    private static SessionChange retainedChange(Message message) {
        return message.payload().length == 0
                ? new SessionChange.RetainedRemoved(message.tenant(), message.topic())
                : new SessionChange.Retained(message);
    }

    /** A message that no client sent: a Will, an API's, a rule's. Completes when all that is kept of it is durable. */
    CompletionStage<Void> publish(Message message, Route route, BrokerLoop here) {
        Optional<Journal> journal = broker.journal();
        PublishTap.Work work = router.look(message);
        if (journal.isEmpty() || !isKept(message, route, work)) {
            router.publish(route, message, work, here);
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> durable = new CompletableFuture<>();
        Runnable done = () -> durable.complete(null);
        PublishReceipt receipt = message.qos() == 2
                ? PublishReceipt.together(journal.get(), Runnable::run, done)
                : PublishReceipt.separate(journal.get(), Runnable::run, done);
        if (message.retain()) {
            receipt.add(retainedChange(message));
        }
        publish(route, message, work, receipt, journal.get(), here);
        return durable;
    }

    /** Stores or removes the topic's retained message [MQTT-3.3.1-5, MQTT-3.3.1-10]; false when the store is full. */
    boolean retain(Message message) {
        if (message.payload().length == 0) {
            retained.remove(message.tenant(), message.topic());
            return true;
        }
        return retained.put(message);
    }

    /** False for a message of QoS 2 that has come before, or for one too many. */
    private boolean arrives(Connected client, int packetId) {
        return switch (client.client().session.arrives(packetId)) {
            case NEW -> true;
            case REPEATED -> {
                repeated(client, packetId);
                yield false;
            }
            case TOO_MANY -> {
                int limit = settings.session().inFlightIn();
                client.connection()
                        .close(new Reason.QuotaExceeded(
                                "messages of QoS 2 under way from a client",
                                limit,
                                limit + 1L,
                                ReasonCode.RECEIVE_MAXIMUM_EXCEEDED));
                yield false;
            }
        };
    }

    /** It has been routed; it may not be durable yet, and PUBREC says that it is. */
    private static void repeated(Connected client, int packetId) {
        Connection connection = client.connection();
        Optional<PublishReceipt> under = client.client().log().flatMap(log -> log.arriving(packetId));
        if (under.isPresent()) {
            InOrder.Slot slot = connection.acknowledgeLater(Acknowledge.Kind.PUBREC, packetId);
            under.get().also(connection.loop()::execute, slot::ready);
        } else {
            connection.acknowledgeInOrder(Acknowledge.Kind.PUBREC, packetId);
        }
    }

    /** MQTT 5 says no in an acknowledgement; where there is none, and in 3.1.1, the connection ends. */
    private void refused(Connection connection, Packet.Publish publish, Reason reason) {
        if (!connection.isMqtt5() || publish.qos() == 0) {
            connection.close(reason);
            return;
        }
        broker.record(connection.event(ClientEvent.Kind.DENIED, reason));
        connection.send(new Reply.Acknowledgement(
                publish.qos() == 1 ? Acknowledge.Kind.PUBACK : Acknowledge.Kind.PUBREC,
                publish.packetId(),
                ReasonCode.of(reason),
                reason.text()));
    }

    /** Ends the connection in either version. */
    private Optional<Reason> fatal(Packet.Publish publish) {
        if (publish.qos() > settings.maximumQos()) {
            return Optional.of(new Reason.ProtocolError(
                    "PUBLISH with QoS " + publish.qos() + " is not supported",
                    "MQTT5-3.2.2-11",
                    ReasonCode.QOS_NOT_SUPPORTED));
        }
        if (publish.payload().length > settings.payloadBytes()) {
            return Optional.of(new Reason.QuotaExceeded(
                    "bytes in a payload",
                    settings.payloadBytes(),
                    publish.payload().length,
                    ReasonCode.PACKET_TOO_LARGE));
        }
        return Optional.empty();
    }

    private Optional<Reason> refuse(Packet.Publish publish, Route route) {
        if (publish.retain() && settings.isReserved(route.topic())) {
            return Optional.of(new Reason.ProtocolError(
                    "RETAIN on the reserved topic '" + route.topic() + "'", "", ReasonCode.TOPIC_NAME_INVALID));
        }
        if (route.clientRefusal().isPresent()) {
            return route.clientRefusal();
        }
        return PropertyCheck.refuse(publish.properties(), settings.mqtt5());
    }
}
