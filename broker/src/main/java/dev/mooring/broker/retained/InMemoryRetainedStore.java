package dev.mooring.broker.retained;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps retained messages in memory, a bounded number a tenant; they end with the process. */
public final class InMemoryRetainedStore implements RetainedStore {
    /** AWS's quota for one account. */
    public static final int AWS_LIMIT = 500_000;

    private final int limit;
    private final Map<Tenant, Topics> tenants = new ConcurrentHashMap<>();

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
        Topics topics = tenants.computeIfAbsent(message.tenant(), t -> new Topics());
        boolean[] stored = {true};
        topics.messages.compute(message.topic(), (topic, before) -> {
            if (before == null && topics.count.incrementAndGet() > limit) {
                topics.count.decrementAndGet();
                stored[0] = false;
                return null;
            }
            return message;
        });
        return stored[0];
    }

    @Override
    public void remove(Tenant tenant, String topic) {
        Topics topics = tenants.get(tenant);
        if (topics != null && topics.messages.remove(topic) != null) {
            topics.count.decrementAndGet();
        }
    }

    @Override
    public Optional<Message> get(Tenant tenant, String topic) {
        Topics topics = tenants.get(tenant);
        return topics == null ? Optional.empty() : Optional.ofNullable(topics.messages.get(topic));
    }

    /** Looks at every topic of the tenant. */
    @Override
    public List<Message> matching(Tenant tenant, TopicFilter filter, MultiLevelWildcard multiLevel) {
        Topics topics = tenants.get(tenant);
        return topics == null
                ? List.of()
                : topics.messages.values().stream()
                        .filter(message -> filter.matches(message.topic(), multiLevel))
                        .toList();
    }

    private static final class Topics {
        final Map<String, Message> messages = new ConcurrentHashMap<>();
        final AtomicInteger count = new AtomicInteger();
    }
}
