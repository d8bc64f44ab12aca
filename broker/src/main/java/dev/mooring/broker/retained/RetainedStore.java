package dev.mooring.broker.retained;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
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
}
