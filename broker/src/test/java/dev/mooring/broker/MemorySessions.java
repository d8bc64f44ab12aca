package dev.mooring.broker;

import dev.mooring.broker.durable.SessionChange;
import dev.mooring.broker.durable.SessionStore;
import dev.mooring.broker.route.SubscriptionOptions;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionRestore;
import dev.mooring.core.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A session store in memory that the test can hold up or make fail. What is written is what a later process finds. */
final class MemorySessions implements SessionStore {
    final List<List<SessionChange>> writes = new ArrayList<>();
    private boolean held;
    private final Map<Long, Kept> sessions = new TreeMap<>();
    private final Map<String, Message> retained = new TreeMap<>();
    private final Map<Long, StoredWork> outbox = new TreeMap<>();
    private final Map<Long, StoredWill> wills = new TreeMap<>();
    private int failures;

    private static final class Kept {
        SessionChange.Saved saved;
        final Map<String, SubscriptionOptions> subscriptions = new LinkedHashMap<>();
        final TreeMap<Long, SessionRestore.Kept> messages = new TreeMap<>();
        final TreeSet<Integer> receivedIds = new TreeSet<>();

        Kept(SessionChange.Saved saved) {
            this.saved = saved;
        }
    }

    /** Writes nothing from now on. */
    synchronized void hold() {
        held = true;
    }

    /** Writes again. */
    synchronized void release() {
        held = false;
        notifyAll();
    }

    synchronized void failNext(int times) {
        failures = times;
    }

    synchronized int failuresLeft() {
        return failures;
    }

    @Override
    public synchronized void write(List<SessionChange> changes) {
        while (held) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the disk is full");
        }
        writes.add(changes);
        changes.forEach(this::apply);
    }

    synchronized int waitingMessages() {
        return sessions.values().stream().mapToInt(kept -> kept.messages.size()).sum();
    }

    synchronized List<String> wills() {
        return wills.values().stream()
                .map(will -> will.clientId() + " " + will.message().topic())
                .toList();
    }

    synchronized List<String> outbox() {
        return outbox.values().stream()
                .map(work -> work.owner() + " " + work.message().topic())
                .toList();
    }

    synchronized List<List<SessionChange>> writes() {
        return List.copyOf(writes);
    }

    private void apply(SessionChange change) {
        switch (change) {
            case SessionChange.Saved saved -> {
                Kept known = sessions.computeIfAbsent(saved.session(), number -> new Kept(saved));
                known.saved = saved;
            }
            case SessionChange.Ended ended -> sessions.remove(ended.session());
            case SessionChange.Subscribed s ->
                sessions.get(s.session()).subscriptions.put(s.filter(), s.options());
            case SessionChange.Unsubscribed s ->
                sessions.get(s.session()).subscriptions.remove(s.filter());
            case SessionChange.Queued q ->
                sessions.get(q.session())
                        .messages
                        .put(
                                q.sequence(),
                                new SessionRestore.Kept(q.sequence(), q.packetId(), Optional.of(fresh(q.message()))));
            case SessionChange.PacketIdGiven given ->
                sessions.get(given.session())
                        .messages
                        .computeIfPresent(
                                given.sequence(),
                                (s, kept) -> new SessionRestore.Kept(s, given.packetId(), kept.message()));
            case SessionChange.Released released ->
                sessions.get(released.session())
                        .messages
                        .computeIfPresent(
                                released.sequence(),
                                (s, kept) -> new SessionRestore.Kept(s, kept.packetId(), Optional.empty()));
            case SessionChange.Completed done -> {
                Kept kept = sessions.get(done.session());
                if (kept != null) {
                    kept.messages.remove(done.sequence());
                }
            }
            case SessionChange.Received received ->
                sessions.get(received.session()).receivedIds.add(received.packetId());
            case SessionChange.ReceivedDone done ->
                sessions.get(done.session()).receivedIds.remove(done.packetId());
            case SessionChange.Retained message ->
                retained.put(message.message().topic(), message.message());
            case SessionChange.WillKept will ->
                wills.put(
                        will.number(),
                        new StoredWill(will.number(), will.clientId(), will.delaySeconds(), will.message()));
            case SessionChange.WillDone done -> wills.remove(done.number());
            case SessionChange.OutboxAdded work ->
                outbox.put(work.number(), new StoredWork(work.number(), work.owner(), work.message()));
            case SessionChange.OutboxDone done -> outbox.remove(done.number());
            case SessionChange.RetainedRemoved removed -> retained.remove(removed.topic());
        }
    }

    private static Outgoing fresh(Outgoing message) {
        return new Outgoing(
                message.message(),
                message.topicUtf8(),
                message.qos(),
                message.retain(),
                message.identifiers(),
                message.share());
    }

    @Override
    public synchronized Stored load() {
        return new Stored(
                sessions.values().stream()
                        .map(kept -> new StoredSession(
                                kept.saved.session(),
                                kept.saved.tenant(),
                                kept.saved.clientId(),
                                kept.saved.identifier(),
                                kept.saved.expirySeconds(),
                                kept.saved.disconnectedAtMillis(),
                                Map.copyOf(kept.subscriptions),
                                new SessionRestore(List.copyOf(kept.messages.values()), List.copyOf(kept.receivedIds))))
                        .toList(),
                List.copyOf(retained.values()),
                List.copyOf(outbox.values()),
                List.copyOf(wills.values()));
    }
}
