package dev.mooring.broker.packet;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Packets that only the server sends and that are not on the hot path (PUBLISH and a PUBACK that says yes have their own
 * methods). They speak MQTT 5: codes are {@link dev.mooring.core.reason.ReasonCode}s, and the encoder finds what
 * MQTT 3.1.1 has for them.
 *
 * <p>A reason string is one sentence for a person, or empty; whether a client gets it depends on what it asked for.
 */
public sealed interface Reply {
    /** Section 3.2. */
    record ConnAck(boolean sessionPresent, int reasonCode, String reasonString, Terms terms) implements Reply {
        /** A refusal. */
        public ConnAck(int reasonCode, String reasonString) {
            this(false, reasonCode, reasonString, Terms.NONE);
        }
    }

    /**
     * What the server decides for a connection and tells an MQTT 5 client; empty where the client's own wish holds.
     *
     * @param receiveMaximum messages with QoS above 0 that the client may have unacknowledged
     * @param maximumQos present when QoS 2 is not served
     * @param subscriptionIdentifiers whether they are served
     */
    record Terms(
            OptionalLong sessionExpirySeconds,
            OptionalInt receiveMaximum,
            OptionalInt maximumQos,
            Optional<String> assignedClientId,
            boolean subscriptionIdentifiers,
            OptionalInt serverKeepAliveSeconds) {
        public static final Terms NONE = new Terms(
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true,
                OptionalInt.empty());
    }

    /** Sections 3.4 to 3.7. */
    record Acknowledgement(Packet.Acknowledge.Kind kind, int packetId, int reasonCode, String reasonString)
            implements Reply {}

    /**
     * Section 3.9.
     *
     * @param reasonCodes the granted QoS or an error, in the order of the filters
     */
    record SubAck(int packetId, int[] reasonCodes, String reasonString) implements Reply {}

    /**
     * Section 3.11.
     *
     * @param reasonCodes in the order of the filters
     */
    record UnsubAck(int packetId, int[] reasonCodes) implements Reply {}

    /** Section 3.13. */
    record PingResponse() implements Reply {
        public static final PingResponse INSTANCE = new PingResponse();
    }

    /** Section 3.14; MQTT 3.1.1 servers have no such packet. */
    record Disconnect(int reasonCode, String reasonString) implements Reply {}
}
