package dev.mooring.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A topic rule.
 *
 * @param topicPattern the FROM filter; empty for a rule reached by Basic Ingest only
 * @param payload the rule as sent on the wire ({@code TopicRulePayload} as JSON), without {@code ruleDisabled}
 */
public record TopicRuleRecord(
        String name, Optional<String> topicPattern, String payload, boolean disabled, Instant createdAt) {
    public TopicRuleRecord withDisabled(boolean nowDisabled) {
        return new TopicRuleRecord(name, topicPattern, payload, nowDisabled, createdAt);
    }
}
