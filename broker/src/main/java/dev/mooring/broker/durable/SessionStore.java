package dev.mooring.broker.durable;

import dev.mooring.broker.route.SubscriptionOptions;
import dev.mooring.broker.session.SessionRestore;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Where persistent sessions, retained messages, Wills and the outbox are kept. Both calls block; the journal's thread makes them. */
public interface SessionStore {
    /** Everything, once, when the broker starts. */
    Stored load();

    /**
     * Writes changes, all or nothing, in this order. When it returns they are as durable as the installation wants.
     *
     * @throws RuntimeException when they could not be written; they are given again then
     */
    void write(List<SessionChange> changes);

    /** @param outbox in the order of the numbers; so are the Wills */
    record Stored(
            List<StoredSession> sessions, List<Message> retained, List<StoredWork> outbox, List<StoredWill> wills) {
        public static final Stored NOTHING = new Stored(List.of(), List.of(), List.of(), List.of());
    }

    /** As in {@link SessionChange.WillKept}. */
    record StoredWill(long number, String clientId, long delaySeconds, Message message) {}

    /** As in {@link SessionChange.OutboxAdded}. */
    record StoredWork(long number, String owner, Message message) {}

    /**
     * @param number as in {@link SessionChange.Saved#session}
     * @param disconnectedAtMillis empty when the client was connected when the process ended
     */
    record StoredSession(
            long number,
            Tenant tenant,
            String clientId,
            String identifier,
            long expirySeconds,
            OptionalLong disconnectedAtMillis,
            Map<String, SubscriptionOptions> subscriptions,
            SessionRestore content) {}
}
