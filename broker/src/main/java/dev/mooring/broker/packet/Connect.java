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
        Optional<byte[]> password,
        Properties properties) {
    public static final int MQTT_3_1_1 = 4;
    public static final int MQTT_5 = 5;

    public boolean isMqtt5() {
        return level == MQTT_5;
    }

    /**
     * The properties of MQTT 5 (section 3.1.2.11).
     *
     * @param sessionExpirySeconds how long the session outlives the connection; {@link #NEVER_EXPIRES} for ever
     * @param receiveMaximum messages with QoS above 0 it takes at a time, 1..65535
     * @param maximumPacketSize bytes it takes in one packet; {@link #NO_MAXIMUM} when it sets no limit
     * @param topicAliasMaximum aliases it remembers, 0..65535
     * @param requestProblemInformation false: it wants no reason strings but in CONNACK and DISCONNECT
     * @param authenticationMethod present when it wants enhanced authentication
     */
    public record Properties(
            long sessionExpirySeconds,
            int receiveMaximum,
            long maximumPacketSize,
            int topicAliasMaximum,
            boolean requestProblemInformation,
            Optional<String> authenticationMethod) {
        public static final long NEVER_EXPIRES = 0xFFFF_FFFFL;
        public static final long NO_MAXIMUM = Long.MAX_VALUE;

        /** What holds when nothing is said, and for MQTT 3.1.1. */
        public static final Properties DEFAULT = new Properties(0, 65_535, NO_MAXIMUM, 0, true, Optional.empty());
    }

    /**
     * A message to publish when the connection ends without DISCONNECT.
     *
     * @param delaySeconds how long after the connection; 0 from MQTT 3.1.1
     */
    public record Will(
            String topic, byte[] payload, int qos, boolean retain, MessageProperties properties, long delaySeconds) {}
}
