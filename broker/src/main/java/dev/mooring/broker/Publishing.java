package dev.mooring.broker;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import java.util.Optional;

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
        router.publish(route, message, connection.loop());
        if (publish.qos() == 1) {
            connection.acknowledge(Acknowledge.Kind.PUBACK, publish.packetId());
        } else if (publish.qos() == 2) {
            client.client().session.take(publish.packetId());
            connection.acknowledge(Acknowledge.Kind.PUBREC, publish.packetId());
        }
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
                client.connection().acknowledge(Acknowledge.Kind.PUBREC, packetId);
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
        if (publish.retain() && route.topic().startsWith("$")) {
            return Optional.of(new Reason.ProtocolError(
                    "RETAIN on the reserved topic '" + route.topic() + "'", "", ReasonCode.TOPIC_NAME_INVALID));
        }
        if (route.clientRefusal().isPresent()) {
            return route.clientRefusal();
        }
        return PropertyCheck.refuse(publish.properties(), settings.mqtt5());
    }
}
