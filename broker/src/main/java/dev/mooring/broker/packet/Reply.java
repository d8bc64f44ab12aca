package dev.mooring.broker.packet;

/** Packets that only the server sends and that are not on the hot path (PUBLISH and PUBACK have their own methods). */
public sealed interface Reply {
    /**
     * Section 3.2.
     *
     * @param returnCode one of {@link ReturnCode}'s constants
     */
    record ConnAck(boolean sessionPresent, int returnCode) implements Reply {}

    /**
     * Section 3.9.
     *
     * @param returnCodes the granted QoS or {@link #FAILURE}, in the order of the filters
     */
    record SubAck(int packetId, int[] returnCodes) implements Reply {
        public static final int FAILURE = 0x80;
    }

    /** Section 3.11. */
    record UnsubAck(int packetId) implements Reply {}

    /** Section 3.13. */
    record PingResponse() implements Reply {
        public static final PingResponse INSTANCE = new PingResponse();
    }

    /** CONNACK return codes of MQTT 3.1.1, table 3.1. */
    final class ReturnCode {
        public static final int ACCEPTED = 0;
        public static final int UNACCEPTABLE_PROTOCOL_VERSION = 1;
        public static final int IDENTIFIER_REJECTED = 2;
        public static final int SERVER_UNAVAILABLE = 3;
        public static final int NOT_AUTHORIZED = 5;

        private ReturnCode() {}
    }
}
