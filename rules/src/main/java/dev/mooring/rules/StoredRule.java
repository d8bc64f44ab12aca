package dev.mooring.rules;

/**
 * A rule as the store keeps it.
 *
 * @param payload {@code TopicRulePayload} as JSON
 */
public record StoredRule(String name, String payload, boolean disabled) {}
