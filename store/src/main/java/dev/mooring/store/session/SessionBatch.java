package dev.mooring.store.session;

import dev.mooring.core.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of many sessions, gathered in the order they happened and written together. What a later change undoes is
 * never written: a message that is queued and completed in one batch costs nothing.
 *
 * <p>Since numbers and sequences are never used again, the rows of one kind can be written together, kind after kind,
 * whatever the order in which they came. Not safe for threads.
 */
public final class SessionBatch {
    record Entry(long session, long sequence) {}

    record Topic(Tenant tenant, String name) {}

    record Filter(long session, String filter) {}

    record Received(long session, int packetId) {}

    final Map<Long, SessionRecord> saved = new LinkedHashMap<>();
    final Set<Long> ended = new LinkedHashSet<>();
    final Map<Filter, Optional<SubscriptionRecord>> subscriptions = new LinkedHashMap<>();
    final Map<Entry, QueuedRecord> queued = new LinkedHashMap<>();
    final Map<Entry, Integer> packetIds = new HashMap<>();
    final Set<Entry> released = new LinkedHashSet<>();
    final List<Entry> completed = new ArrayList<>();
    final Map<Received, Boolean> received = new LinkedHashMap<>();
    final Map<Topic, Optional<byte[]>> retained = new LinkedHashMap<>();
    final Map<Long, WillRecord> wills = new LinkedHashMap<>();
    final List<Long> willsDone = new ArrayList<>();
    final Map<Long, OutboxRecord> outbox = new LinkedHashMap<>();
    final List<Long> outboxDone = new ArrayList<>();

    /** A session is new, or has connected or disconnected. */
    public void save(SessionRecord session) {
        saved.put(session.number(), session);
    }

    /** Everything of the session goes. */
    public void end(long session) {
        ended.add(session);
    }

    public void subscribe(SubscriptionRecord subscription) {
        subscriptions.put(new Filter(subscription.session(), subscription.filter()), Optional.of(subscription));
    }

    public void unsubscribe(long session, String filter) {
        subscriptions.put(new Filter(session, filter), Optional.empty());
    }

    public void queue(QueuedRecord message) {
        queued.put(new Entry(message.session(), message.sequence()), message);
    }

    /** A queued message has got a packet id that must be kept. */
    public void packetId(long session, long sequence, int packetId) {
        Entry entry = new Entry(session, sequence);
        if (queued.computeIfPresent(entry, (e, before) -> with(before, packetId, before.message())) == null) {
            packetIds.put(entry, packetId);
        }
    }

    /** The client has the message of QoS 2. */
    public void release(long session, long sequence) {
        Entry entry = new Entry(session, sequence);
        if (queued.computeIfPresent(entry, (e, before) -> with(before, before.packetId(), Optional.empty())) == null) {
            released.add(entry);
        }
    }

    /** A queued message is done. */
    public void complete(long session, long sequence) {
        Entry entry = new Entry(session, sequence);
        if (queued.remove(entry) == null) {
            packetIds.remove(entry);
            released.remove(entry);
            completed.add(entry);
        }
    }

    /** A packet id of QoS 2 from the client is taken. */
    public void receive(long session, int packetId) {
        received.put(new Received(session, packetId), true);
    }

    /** A packet id of QoS 2 from the client is free. */
    public void receiveDone(long session, int packetId) {
        received.put(new Received(session, packetId), false);
    }

    public void retain(RetainedRecord message) {
        retained.put(new Topic(message.tenant(), message.topic()), Optional.of(message.message()));
    }

    public void removeRetained(Tenant tenant, String topic) {
        retained.put(new Topic(tenant, topic), Optional.empty());
    }

    /** A client with a Will has connected. */
    public void keepWill(WillRecord will) {
        wills.put(will.number(), will);
    }

    /** The Will is published, or never will be. */
    public void finishWill(long number) {
        if (wills.remove(number) == null) {
            willsDone.add(number);
        }
    }

    /** Somebody has work with a message. */
    public void addWork(OutboxRecord work) {
        outbox.put(work.number(), work);
    }

    /** That work is done. */
    public void finishWork(long number) {
        if (outbox.remove(number) == null) {
            outboxDone.add(number);
        }
    }

    private static QueuedRecord with(QueuedRecord before, int packetId, Optional<byte[]> message) {
        return new QueuedRecord(before.session(), before.sequence(), packetId, message);
    }
}
