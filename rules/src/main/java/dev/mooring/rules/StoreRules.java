package dev.mooring.rules;

import dev.mooring.core.Tenant;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import dev.mooring.store.TopicRuleRecord;
import java.util.List;
import java.util.Optional;

/** The rules of the durable store. */
public record StoreRules(Store store) implements RuleSource {
    @Override
    public List<Tenant> tenants() {
        return store.read(Tables::tenantsWithRules);
    }

    @Override
    public List<StoredRule> rules(Tenant tenant) {
        return store.read(tables -> tables.topicRules(tenant).all()).stream()
                .map(StoreRules::stored)
                .toList();
    }

    @Override
    public Optional<StoredRule> rule(Tenant tenant, String name) {
        return store.read(tables -> tables.topicRules(tenant).find(name)).map(StoreRules::stored);
    }

    private static StoredRule stored(TopicRuleRecord record) {
        return new StoredRule(record.name(), record.payload(), record.disabled());
    }
}
