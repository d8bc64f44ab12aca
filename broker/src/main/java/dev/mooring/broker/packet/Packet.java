package dev.mooring.broker.packet;

import dev.mooring.core.message.MessageProperties;
import java.util.List;
import java.util.OptionalLong;

/**
 * An MQTT control packet, 3.1.1 and 5 alike: what a version lacks has its neutral value. Packets that the server only
 * sends are in {@link Reply}. User properties of packets that carry no message say nothing to a server and are not kept.
 */
public sealed interface Packet {
    /** Section 3.1; in a file of its own because it is large. */
    record ConnectPacket(Connect connect) implements Packet {}

    /**
     * Section 3.3. The topic is as on the wire: well-formed UTF-8 without U+0000, otherwise unchecked.
     *
     * @param topic empty when an alias stands for it
     * @param payload owned by the packet; never changed afterwards
     * @param packetId 1..65535, or 0 when qos is 0
     * @param topicAlias 1..65535, or 0 for none
     * @param properties of MQTT 5; {@link MessageProperties#NONE} for 3.1.1
     */
    record Publish(
            String topic,
            byte[] payload,
            int qos,
            boolean retain,
            boolean duplicate,
            int packetId,
            int topicAlias,
            MessageProperties properties)
            implements Packet {
        /** The same with the topic that its alias stands for. */
        public Publish withTopic(String resolved) {
            return new Publish(resolved, payload, qos, retain, duplicate, packetId, 0, properties);
        }
    }

    /** Sections 3.4 to 3.7: acknowledges a PUBLISH or moves QoS 2 on. Both sides send it. */
    record Acknowledge(Kind kind, int packetId, int reasonCode) implements Packet {
        public enum Kind {
            PUBACK,
            PUBREC,
            PUBREL,
            PUBCOMP
        }
    }

    /**
     * Section 3.8.
     *
     * @param identifier the subscription identifier, 1..268435455, or 0 for none
     */
    record Subscribe(int packetId, int identifier, List<Request> requests) implements Packet {
        /**
         * One filter with its options.
         *
         * @param filter as on the wire, {@code $share/…} included
         * @param qos the most the client wants: 0, 1 or 2
         * @param noLocal it does not want its own messages
         * @param retainAsPublished it wants RETAIN as the publisher set it
         */
        public record Request(
                String filter, int qos, boolean noLocal, boolean retainAsPublished, RetainHandling retainHandling) {
            /** As MQTT 3.1.1 asks. */
            public Request(String filter, int qos) {
                this(filter, qos, false, false, RetainHandling.SEND);
            }
        }

        /** When stored messages are sent; in the order of their numbers on the wire. */
        public enum RetainHandling {
            SEND,
            SEND_IF_NEW,
            DO_NOT_SEND
        }
    }

    /** Section 3.10. */
    record Unsubscribe(int packetId, List<String> filters) implements Packet {}

    /** Section 3.12. */
    record PingRequest() implements Packet {
        public static final PingRequest INSTANCE = new PingRequest();
    }

    /**
     * Section 3.14.
     *
     * @param sessionExpirySeconds replaces that of CONNECT when present
     * @param reasonString for a person; may be empty
     */
    record Disconnect(int reasonCode, OptionalLong sessionExpirySeconds, String reasonString) implements Packet {
        /** As MQTT 3.1.1 says it. */
        public static final Disconnect NORMAL = new Disconnect(0, OptionalLong.empty(), "");
    }

    /** Section 3.15: a step of enhanced authentication. */
    record Auth(int reasonCode) implements Packet {}
}
