package dev.mooring.broker.packet;

import dev.mooring.core.message.MessageProperties;
import java.util.List;

/**
 * An MQTT control packet, 3.1.1 and 5 alike: what a version lacks has its neutral value. Packets that the server only
 * sends are in {@link Reply}.
 */
public sealed interface Packet {
    /** Section 3.1; in a file of its own because it is large. */
    record ConnectPacket(Connect connect) implements Packet {}

    /**
     * Section 3.3. The topic is as on the wire: well-formed UTF-8 without U+0000, otherwise unchecked.
     *
     * @param payload owned by the packet; never changed afterwards
     * @param packetId 1..65535, or 0 when qos is 0
     * @param properties of MQTT 5; {@link MessageProperties#NONE} for 3.1.1
     */
    record Publish(
            String topic,
            byte[] payload,
            int qos,
            boolean retain,
            boolean duplicate,
            int packetId,
            MessageProperties properties)
            implements Packet {}

    /** Sections 3.4 to 3.7: acknowledges a PUBLISH or moves QoS 2 on. */
    record Acknowledge(Kind kind, int packetId, int reasonCode) implements Packet {
        public enum Kind {
            PUBACK,
            PUBREC,
            PUBREL,
            PUBCOMP
        }
    }

    /** Section 3.8. */
    record Subscribe(int packetId, List<Request> requests) implements Packet {
        /**
         * One filter with its options.
         *
         * @param filter as on the wire, {@code $share/…} included
         * @param qos the most the client wants: 0, 1 or 2
         */
        public record Request(String filter, int qos) {}
    }

    /** Section 3.10. */
    record Unsubscribe(int packetId, List<String> filters) implements Packet {}

    /** Section 3.12. */
    record PingRequest() implements Packet {
        public static final PingRequest INSTANCE = new PingRequest();
    }

    /** Section 3.14. */
    record Disconnect(int reasonCode) implements Packet {}
}
