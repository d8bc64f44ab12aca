package dev.mooring.rules;

import dev.mooring.core.Tenant;

/**
 * What one rule is not through with and survives the process.
 *
 * @param messages with those that wait for room, whose publishers wait too
 * @param bytes of payload
 */
public record OutboxDepth(Tenant tenant, String ruleName, int messages, long bytes) {}
