package dev.mooring.broker.session;

import java.util.List;
import java.util.Optional;

/**
 * What a session had when the process ended.
 *
 * @param messages in their order
 * @param receivedIds packet ids of QoS 2 messages from the client, taken and not released
 */
public record SessionRestore(List<Kept> messages, List<Integer> receivedIds) {
    public static final SessionRestore EMPTY = new SessionRestore(List.of(), List.of());

    /**
     * @param packetId of a message of QoS 2 that may have been sent; 0 for all others
     * @param message empty once the client has it (PUBREC) and only the id is needed
     */
    public record Kept(long sequence, int packetId, Optional<Outgoing> message) {}
}
