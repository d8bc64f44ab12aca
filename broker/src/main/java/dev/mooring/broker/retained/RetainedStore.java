package dev.mooring.broker.retained;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.util.List;
import java.util.Optional;

/** The last retained message of each topic. Safe for threads; answers from memory, since event loops call it. */
public interface RetainedStore {
    /**
     * Replaces the topic's message.
     *
     * @return false when the tenant has as many retained messages as it may and this topic has none yet
     */
    boolean put(Message message);

    void remove(Tenant tenant, String topic);

    /** Retained messages a tenant may have. */
    int limit();

    Optional<Message> get(Tenant tenant, String topic);

    /** The messages of all topics that a filter with wildcards matches, in no order. */
    List<Message> matching(Tenant tenant, TopicFilter filter, MultiLevelWildcard multiLevel);
}
