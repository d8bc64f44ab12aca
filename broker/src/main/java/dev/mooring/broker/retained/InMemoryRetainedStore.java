package dev.mooring.broker.retained;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps retained messages in memory, a bounded number a tenant; they end with the process. */
public final class InMemoryRetainedStore implements RetainedStore {
    /** AWS's quota for one account. */
    public static final int AWS_LIMIT = 500_000;

    private final int limit;
    private final Map<Tenant, RetainedTopics> tenants = new ConcurrentHashMap<>();

    /** @param limit retained messages a tenant may have */
    public InMemoryRetainedStore(int limit) {
        this.limit = limit;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public boolean put(Message message) {
        return tenants.computeIfAbsent(message.tenant(), t -> new RetainedTopics())
                .put(message, limit);
    }

    @Override
    public void remove(Tenant tenant, String topic) {
        RetainedTopics topics = tenants.get(tenant);
        if (topics != null) {
            topics.remove(topic);
        }
    }

    @Override
    public Optional<Message> get(Tenant tenant, String topic) {
        RetainedTopics topics = tenants.get(tenant);
        return topics == null ? Optional.empty() : topics.get(topic);
    }

    @Override
    public List<Message> matching(Tenant tenant, TopicFilter filter, MultiLevelWildcard multiLevel) {
        RetainedTopics topics = tenants.get(tenant);
        return topics == null ? List.of() : topics.matching(filter.text(), multiLevel);
    }
}
