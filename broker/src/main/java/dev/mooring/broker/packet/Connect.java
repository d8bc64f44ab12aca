package dev.mooring.broker.packet;

import dev.mooring.core.message.MessageProperties;
import java.util.Optional;

/**
 * What a CONNECT asks for (section 3.1).
 *
 * @param level the protocol level: 4 for MQTT 3.1.1, 5 for MQTT 5
 * @param cleanStart 3.1.1 calls it clean session
 * @param keepAliveSeconds as sent, 0..65535
 * @param clientId as sent; may be empty
 */
public record Connect(
        int level,
        boolean cleanStart,
        int keepAliveSeconds,
        String clientId,
        Optional<Will> will,
        Optional<String> username,
        Optional<byte[]> password) {
    public static final int MQTT_3_1_1 = 4;
    public static final int MQTT_5 = 5;

    /** A message to publish when the connection ends without DISCONNECT. */
    public record Will(String topic, byte[] payload, int qos, boolean retain, MessageProperties properties) {}
}
