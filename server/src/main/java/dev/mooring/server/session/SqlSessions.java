package dev.mooring.server.session;

import dev.mooring.broker.durable.SessionChange;
import dev.mooring.broker.durable.SessionStore;
import dev.mooring.broker.route.SubscriptionOptions;
import dev.mooring.broker.session.SessionRestore;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageCodec;
import dev.mooring.store.Store;
import dev.mooring.store.session.OutboxRecord;
import dev.mooring.store.session.QueuedRecord;
import dev.mooring.store.session.RetainedRecord;
import dev.mooring.store.session.SessionBatch;
import dev.mooring.store.session.SessionRecord;
import dev.mooring.store.session.SessionTables;
import dev.mooring.store.session.SubscriptionRecord;
import dev.mooring.store.session.WillRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the broker's persistent sessions, retained messages, Wills and outbox in the store. */
public final class SqlSessions implements SessionStore {
    private final Store store;

    public SqlSessions(Store store) {
        this.store = store;
    }

    @Override
    public void write(List<SessionChange> changes) {
        // Encoded before the one writer of the store is busy with it.
        SessionBatch batch = new SessionBatch();
        changes.forEach(change -> add(change, batch));
        store.write(tables -> {
            tables.sessions().apply(batch);
            return batch;
        });
    }

    private static void add(SessionChange change, SessionBatch batch) {
        switch (change) {
            case SessionChange.Queued queued ->
                batch.queue(new QueuedRecord(
                        queued.session(),
                        queued.sequence(),
                        queued.packetId(),
                        Optional.of(OutgoingCodec.encode(queued.message()))));
            case SessionChange.Completed done -> batch.complete(done.session(), done.sequence());
            case SessionChange.PacketIdGiven given ->
                batch.packetId(given.session(), given.sequence(), given.packetId());
            case SessionChange.Released released -> batch.release(released.session(), released.sequence());
            case SessionChange.Received received -> batch.receive(received.session(), received.packetId());
            case SessionChange.ReceivedDone done -> batch.receiveDone(done.session(), done.packetId());
            case SessionChange.Subscribed subscribed ->
                batch.subscribe(new SubscriptionRecord(
                        subscribed.session(),
                        subscribed.filter(),
                        subscribed.options().qos(),
                        subscribed.options().noLocal(),
                        subscribed.options().retainAsPublished(),
                        subscribed.options().identifier()));
            case SessionChange.Unsubscribed gone -> batch.unsubscribe(gone.session(), gone.filter());
            case SessionChange.Saved saved ->
                batch.save(new SessionRecord(
                        saved.session(),
                        saved.tenant(),
                        saved.clientId(),
                        saved.identifier(),
                        saved.expirySeconds(),
                        saved.disconnectedAtMillis()));
            case SessionChange.Ended ended -> batch.end(ended.session());
            case SessionChange.Retained retained ->
                batch.retain(new RetainedRecord(
                        retained.message().tenant(),
                        retained.message().topic(),
                        MessageCodec.encode(retained.message())));
            case SessionChange.WillKept will ->
                batch.keepWill(new WillRecord(
                        will.number(),
                        will.message().tenant(),
                        will.clientId(),
                        will.delaySeconds(),
                        MessageCodec.encode(will.message())));
            case SessionChange.WillDone done -> batch.finishWill(done.number());
            case SessionChange.OutboxAdded work ->
                batch.addWork(new OutboxRecord(
                        work.number(), work.message().tenant(), work.owner(), MessageCodec.encode(work.message())));
            case SessionChange.OutboxDone done -> batch.finishWork(done.number());
            case SessionChange.RetainedRemoved removed -> batch.removeRetained(removed.tenant(), removed.topic());
        }
    }

    @Override
    public Stored load() {
        return store.read(tables -> load(tables.sessions()));
    }

    private static Stored load(SessionTables tables) {
        Map<Long, Loading> loading = new LinkedHashMap<>();
        tables.sessions(session -> loading.put(session.number(), new Loading(session)));
        tables.subscriptions(subscription -> of(loading, subscription.session())
                .ifPresent(session -> session.subscriptions.put(
                        subscription.filter(),
                        new SubscriptionOptions(
                                subscription.qos(),
                                subscription.noLocal(),
                                subscription.retainAsPublished(),
                                subscription.identifier()))));
        tables.queued(queued -> of(loading, queued.session()).ifPresent(session -> session.add(queued)));
        tables.received(
                (number, packetId) -> of(loading, number).ifPresent(session -> session.receivedIds.add(packetId)));
        List<Message> retained = new ArrayList<>();
        tables.retained(message -> retained.add(MessageCodec.decode(message.tenant(), message.message())));
        List<StoredWork> outbox = new ArrayList<>();
        tables.outbox(work -> outbox.add(
                new StoredWork(work.number(), work.owner(), MessageCodec.decode(work.tenant(), work.message()))));
        List<StoredWill> wills = new ArrayList<>();
        tables.wills(will -> wills.add(new StoredWill(
                will.number(),
                will.clientId(),
                will.delaySeconds(),
                MessageCodec.decode(will.tenant(), will.message()))));
        return new Stored(loading.values().stream().map(Loading::done).toList(), retained, outbox, wills);
    }

    /** Empty for rows that a session left behind, which cannot be: each batch is all or nothing. */
    private static Optional<Loading> of(Map<Long, Loading> loading, long number) {
        return Optional.ofNullable(loading.get(number));
    }

    /** One session while its rows come in. */
    private static final class Loading {
        final SessionRecord session;
        final Map<String, SubscriptionOptions> subscriptions = new LinkedHashMap<>();
        final List<SessionRestore.Kept> messages = new ArrayList<>();
        final List<Integer> receivedIds = new ArrayList<>();

        Loading(SessionRecord session) {
            this.session = session;
        }

        void add(QueuedRecord queued) {
            messages.add(new SessionRestore.Kept(
                    queued.sequence(),
                    queued.packetId(),
                    queued.message().map(bytes -> OutgoingCodec.decode(session.tenant(), bytes))));
        }

        StoredSession done() {
            return new StoredSession(
                    session.number(),
                    session.tenant(),
                    session.clientId(),
                    session.identifier(),
                    session.expirySeconds(),
                    session.disconnectedAtMillis(),
                    subscriptions,
                    new SessionRestore(messages, receivedIds));
        }
    }
}
