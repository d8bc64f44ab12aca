package dev.mooring.core.message;

import dev.mooring.core.Tenant;
import java.nio.charset.StandardCharsets;

/**
 * One published message on its way to subscribers and rules.
 *
 * @param topic the topic name as published
 * @param payload shared by all receivers: must not be changed
 * @param qos 0, 1 or 2, as published
 * @param retain as published
 * @param timestampMillis when the server accepted it, milliseconds since 1970
 */
public record Message(
        Tenant tenant,
        String topic,
        byte[] payload,
        int qos,
        boolean retain,
        MessageProperties properties,
        Origin origin,
        long timestampMillis) {
    public String payloadText() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
