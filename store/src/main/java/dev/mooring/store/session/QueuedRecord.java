package dev.mooring.store.session;

import java.util.List;
import java.util.Optional;

/**
 * A message that a session's client has not completed.
 *
 * @param sequence its place in the session's order
 * @param packetId 0 when none is kept for it
 * @param identifiers MQTT 5's subscription identifiers to send with it
 * @param share the shared subscription it is for; empty for an ordinary one
 * @param message as {@code dev.mooring.core.message.MessageCodec} writes it; empty once the client has the message of
 *     QoS 2 and only the packet id is still needed
 */
public record QueuedRecord(
        long session,
        long sequence,
        int packetId,
        int qos,
        boolean retain,
        List<Integer> identifiers,
        String share,
        Optional<byte[]> message) {}
