package dev.mooring.store.session;

import dev.mooring.core.Tenant;

/**
 * A message with which somebody's work is not done.
 *
 * @param owner whose work: the rule's name
 * @param message as the core's MessageCodec writes it
 */
public record OutboxRecord(long number, Tenant tenant, String owner, byte[] message) {}
