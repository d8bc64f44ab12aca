package dev.mooring.broker;

import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import java.util.Optional;

/** What a client's PUBLISH goes through: check, authorize, retain, route, acknowledge. Stateless. */
final class Publishing {
    private final BrokerSettings settings;
    private final Router router;
    private final RetainedStore retained;

    Publishing(BrokerSettings settings, Router router, RetainedStore retained) {
        this.settings = settings;
        this.router = router;
        this.retained = retained;
    }

    void handle(Connected client, Packet.Publish publish) {
        Connection connection = client.connection();
        Route route = client.routes().get(publish.topic());
        Optional<Reason> refusal =
                refuse(publish, route).or(() -> client.refusePublish(route.topic(), publish.retain()));
        if (refusal.isPresent()) {
            // MQTT 3.1.1 has no negative acknowledgement: AWS closes.
            connection.close(refusal.get());
            return;
        }
        Message message = new Message(
                client.principal().tenant(),
                route.topic(),
                publish.payload(),
                publish.qos(),
                publish.retain(),
                publish.properties(),
                client.origin(),
                connection.lastHeardMillis());
        if (message.retain() && !retain(message)) {
            connection.close(new Reason.QuotaExceeded("retained messages", retained.limit(), retained.limit() + 1L));
            return;
        }
        router.publish(route, message, connection.loop());
        if (publish.qos() == 1) {
            connection.pubAck(publish.packetId());
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

    private Optional<Reason> refuse(Packet.Publish publish, Route route) {
        if (publish.qos() == 2) {
            return Optional.of(new Reason.ProtocolError("PUBLISH with QoS 2 is not supported", ""));
        }
        if (publish.payload().length > settings.payloadBytes()) {
            return Optional.of(
                    new Reason.QuotaExceeded("bytes in a payload", settings.payloadBytes(), publish.payload().length));
        }
        if (publish.retain() && route.topic().startsWith("$")) {
            return Optional.of(new Reason.ProtocolError("RETAIN on the reserved topic '" + route.topic() + "'", ""));
        }
        return route.clientRefusal();
    }
}
