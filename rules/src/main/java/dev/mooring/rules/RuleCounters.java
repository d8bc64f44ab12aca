package dev.mooring.rules;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.RuleAction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counters in memory, since the start of the server. Names of rules that do not exist are not kept: whoever may publish
 * could fill the memory with them; they count under the empty name.
 */
public final class RuleCounters implements RuleMetrics {
    private final Map<Key, LongAdder> counters = new ConcurrentHashMap<>();

    /**
     * What is counted.
     *
     * @param actionType for example {@code lambda}; empty for counters of the rule itself
     */
    public record Key(Tenant tenant, String ruleName, String actionType, String metric) {}

    @Override
    public void count(Tenant tenant, String ruleName, RuleMetric metric) {
        String name = metric == RuleMetric.RuleNotFound ? "" : ruleName;
        increment(new Key(tenant, name, "", metric.name()));
    }

    @Override
    public void count(Tenant tenant, String ruleName, RuleAction action, ActionMetric metric) {
        increment(new Key(tenant, ruleName, action.kind(), metric.name()));
    }

    private void increment(Key key) {
        counters.computeIfAbsent(key, _ -> new LongAdder()).increment();
    }

    public long value(Key key) {
        LongAdder counter = counters.get(key);
        return counter == null ? 0 : counter.sum();
    }

    /** All counters that are not zero. */
    public Map<Key, Long> snapshot() {
        return counters.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue()
                .sum()));
    }
}
