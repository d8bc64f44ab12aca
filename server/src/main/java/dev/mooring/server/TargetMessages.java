package dev.mooring.server;

import dev.mooring.broker.Publisher;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.standins.MessagePort;
import java.time.InstantSource;
import java.util.Optional;

/** Lets stand-ins publish, with quality of service 1 as AWS's services do. */
record TargetMessages(Publisher publisher, InstantSource clock) implements MessagePort {
    @Override
    public void publish(Tenant tenant, String topic, byte[] payload) {
        Origin origin = new Origin(
                Origin.Protocol.SERVICE,
                Optional.empty(),
                "iotevents.amazonaws.com",
                Optional.empty(),
                Optional.empty(),
                0);
        publisher.publish(
                new Message(tenant, topic, payload, 1, false, MessageProperties.NONE, origin, clock.millis()));
    }
}
