package dev.mooring.store.session;

import dev.mooring.core.Tenant;

/**
 * The retained message of a topic.
 *
 * @param message as {@code dev.mooring.core.message.MessageCodec} writes it
 */
public record RetainedRecord(Tenant tenant, String topic, byte[] message) {}
