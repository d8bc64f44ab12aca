package dev.mooring.standins;

import dev.mooring.core.Tenant;

/** The message broker, as other services publish to it. Never blocks. */
@FunctionalInterface
public interface MessagePort {
    void publish(Tenant tenant, String topic, byte[] payload);
}
