package dev.mooring.store.session;

import java.util.Optional;

/**
 * A message that a session's client has not completed.
 *
 * @param sequence its place in the session's order
 * @param packetId 0 when none is kept for it
 * @param message in the writer's own form, with how it is to be delivered; empty once the client has the message of QoS
 *     2 and only the packet id is still needed
 */
public record QueuedRecord(long session, long sequence, int packetId, Optional<byte[]> message) {}
