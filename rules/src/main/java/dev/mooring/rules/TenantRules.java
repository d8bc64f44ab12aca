package dev.mooring.rules;

import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilterIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The enabled rules of one tenant at one moment. Immutable: a change makes a new one. */
final class TenantRules {
    private final Map<String, RuleRunner> byName;
    private final TopicFilterIndex<RuleRunner> byTopic;
    private final MultiLevelWildcard multiLevel;

    private TenantRules(Map<String, RuleRunner> byName, MultiLevelWildcard multiLevel) {
        this.byName = Map.copyOf(byName);
        this.multiLevel = multiLevel;
        this.byTopic = TopicFilterIndex.of(
                byName.values().stream()
                        .flatMap(runner -> runner.rule().topicFilter().stream()
                                .map(filter -> new TopicFilterIndex.Entry<>(filter, runner)))
                        .toList(),
                multiLevel);
    }

    static TenantRules of(List<RuleRunner> runners, MultiLevelWildcard multiLevel) {
        Map<String, RuleRunner> byName = new HashMap<>();
        runners.forEach(runner -> byName.put(runner.rule().name(), runner));
        return new TenantRules(byName, multiLevel);
    }

    /** These rules with one put in place of that name, or without it. */
    TenantRules with(String name, Optional<RuleRunner> runner) {
        Map<String, RuleRunner> changed = new HashMap<>(byName);
        changed.remove(name);
        runner.ifPresent(present -> changed.put(name, present));
        return new TenantRules(changed, multiLevel);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    Optional<RuleRunner> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Stream<RuleRunner> all() {
        return byName.values().stream();
    }

    List<RuleRunner> matching(String topic) {
        return byTopic.matches(topic);
    }
}
