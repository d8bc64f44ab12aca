package dev.mooring.store.session;

import dev.mooring.core.Tenant;

/**
 * The Will of a client that is connected, or was when the process ended.
 *
 * @param delaySeconds between the end of the connection and the Will
 * @param message as {@code dev.mooring.core.message.MessageCodec} writes it
 */
public record WillRecord(long number, Tenant tenant, String clientId, long delaySeconds, byte[] message) {}
