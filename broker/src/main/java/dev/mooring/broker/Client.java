package dev.mooring.broker;

import dev.mooring.broker.durable.Journal;
import dev.mooring.broker.durable.KeptWill;
import dev.mooring.broker.durable.PublishReceipt;
import dev.mooring.broker.durable.SessionChange;
import dev.mooring.broker.durable.SessionLog;
import dev.mooring.broker.durable.SessionStore;
import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client id with its session, connected or not. Its owner is the event loop of its connection, or of its last one;
 * only that loop touches what is not final. {@link #owner()}, {@link #isOnline()} and {@link #hasEnded()} may be read
 * from any thread: whoever finds the owner changed passes the work on.
 */
final class Client extends Timer {
    final TenantSpace space;
    final String clientId;
    final SessionState session;

    /** Lives as long as the session. */
    final String sessionIdentifier;

    private final Broker broker;
    private final @Nullable SessionLog log;
    private volatile BrokerLoop owner;
    private volatile boolean online;
    private volatile boolean ended;
    private @Nullable Connection connection;
    private @Nullable Relocation relocation;
    private @Nullable DelayedWill will;
    private long expirySeconds;

    /** A client whose session ends with its connection. */
    Client(Broker broker, TenantSpace space, String clientId, BrokerLoop owner) {
        this.broker = broker;
        this.space = space;
        this.clientId = clientId;
        this.owner = owner;
        this.sessionIdentifier = UUID.randomUUID().toString();
        this.log = null;
        this.session = new SessionState(broker.settings().session());
    }

    /** A client whose session outlives its connection and the process. */
    Client(
            Broker broker,
            TenantSpace space,
            String clientId,
            BrokerLoop owner,
            String sessionIdentifier,
            Journal journal,
            long number) {
        this.broker = broker;
        this.space = space;
        this.clientId = clientId;
        this.owner = owner;
        this.sessionIdentifier = sessionIdentifier;
        this.log = new SessionLog(journal, number, task -> broker.onOwner(this, task));
        this.session = new SessionState(broker.settings().session(), log);
    }

    BrokerLoop owner() {
        return owner;
    }

    /** Connected: the better choice among the members of a shared subscription. */
    boolean isOnline() {
        return online;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    /** Whether the session outlives the process: then its messages of QoS 1 and 2 are kept until they are completed. */
    boolean isPersistent() {
        return log != null;
    }

    /** Of a persistent session. */
    Optional<SessionLog> log() {
        return Optional.ofNullable(log);
    }

    /** @param cameRoundabout it was sent before others knew where this client is now, see {@link Relocation} */
    void deliver(Outgoing message, boolean cameRoundabout) {
        if (relocation != null && !cameRoundabout) {
            relocation.hold(message);
        } else {
            deliver(message);
        }
    }

    void deliver(Outgoing message) {
        boolean kept =
                switch (connection == null ? deliverAway(message) : connection.deliver(message)) {
                    case SENT, QUEUED -> true;
                    case DROPPED -> {
                        if (connection == null) {
                            broker.queueFull(this, message);
                        }
                        yield false;
                    }
                    case NOT_STORED, NOT_ALLOWED -> false;
                };
        if (!kept) {
            message.receipt().arrive();
        }
    }

    private SessionState.Delivery deliverAway(Outgoing message) {
        if (message.isShared() && broker.router().handOver(message, this, onward(message), owner)) {
            // Chosen while it was still connected: another member has it now.
            return SessionState.Delivery.NOT_STORED;
        }
        return ended ? SessionState.Delivery.NOT_STORED : session.store(message);
    }

    /** Who waits for this copy waits for the one that replaces it. */
    private static Copies.Awaited onward(Outgoing message) {
        return message.receipt() instanceof PublishReceipt receipt ? Copies.Awaited.by(receipt) : Copies.Awaited.NOBODY;
    }

    /** @param sessionExpirySeconds how long the session is to outlive this connection */
    void attach(Connection to, long sessionExpirySeconds) {
        owner.cancel(this);
        if (will != null) {
            // The session goes on before the delay has passed: nobody is to know [MQTT-3.1.3-9].
            owner.cancel(will);
            will.kept.ifPresent(KeptWill::done);
            will = null;
        }
        connection = to;
        expirySeconds = sessionExpirySeconds;
        online = true;
        save(OptionalLong.empty());
    }

    private void save(OptionalLong disconnectedAtMillis) {
        if (log != null) {
            log.add(new SessionChange.Saved(
                    log.session(), space.tenant, clientId, sessionIdentifier, expirySeconds, disconnectedAtMillis));
        }
    }

    /** The session of an earlier process; on the loop that owns the client. */
    void restore(SessionStore.StoredSession stored, long nowMillis) {
        session.restore(stored.content());
        stored.subscriptions().forEach((filter, options) -> {
            session.subscribe(filter, options.qos());
            space.subscriptions.put(Subscription.of(this, filter, options));
        });
        expirySeconds = stored.expirySeconds();
        long since = stored.disconnectedAtMillis().orElse(nowMillis);
        if (stored.disconnectedAtMillis().isEmpty()) {
            save(OptionalLong.of(nowMillis));
        }
        awaitExpiry(since);
    }

    private void awaitExpiry(long sinceMillis) {
        if (expirySeconds < Connect.Properties.NEVER_EXPIRES) {
            owner.schedule(this, sinceMillis + expirySeconds * 1000);
        }
    }

    long expirySeconds() {
        return expirySeconds;
    }

    void changeExpiry(long sessionExpirySeconds) {
        expirySeconds = sessionExpirySeconds;
    }

    /** The connection has ended: the session waits for the next one, or ends too. */
    void detach(long nowMillis) {
        online = false;
        connection = null;
        if (expirySeconds == 0) {
            end();
            return;
        }
        save(OptionalLong.of(nowMillis));
        awaitExpiry(nowMillis);
        if (will != null) {
            owner.schedule(will, will.dueMillis());
        }
        handOver(message -> message.isShared()
                && broker.router().successor(message, this, owner).isPresent());
    }

    /** Publishes a Will later, or when the session ends, unless the client is back before [MQTT-3.1.2-8]. */
    void delayWill(Message message, long dueMillis, Optional<KeptWill> kept) {
        will = new DelayedWill(message, dueMillis, kept);
        owner.schedule(will, dueMillis);
    }

    /** Gives a client without connection to another loop, which must learn of it by a task that runs afterwards. */
    void moveTo(BrokerLoop next) {
        owner.cancel(this);
        if (will != null) {
            owner.cancel(will);
        }
        relocation = new Relocation();
        owner = next;
    }

    /** The client has moved and all that was sent to where it was has arrived. */
    void settle() {
        Relocation done = relocation;
        relocation = null;
        if (done != null) {
            done.held().forEach(this::deliver);
            done.runAfterwards();
        }
    }

    /** Whether messages are still on their way from where this client was. */
    boolean isRelocating() {
        return relocation != null;
    }

    /** Runs a task when the move is over that this client is on. */
    void whenSettled(Runnable task) {
        if (relocation == null) {
            throw new IllegalStateException("this client is not on the move");
        }
        relocation.afterwards(task);
    }

    /** The session has expired. */
    @Override
    void expired(long nowMillis) {
        end();
    }

    /** Ends the session: subscriptions and queued messages are gone, but for those that others share. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        owner.cancel(this);
        for (String filter : List.copyOf(session.subscriptions().keySet())) {
            space.subscriptions.remove(filter, this);
        }
        space.clients.remove(clientId, this);
        handOver(Outgoing::isShared);
        if (log != null) {
            log.add(new SessionChange.Ended(log.session()));
        }
        if (will != null) {
            owner.cancel(will);
            will.publish();
        }
    }

    /** Messages of a shared subscription that wait for this client are for any member that is connected. */
    void shareWaiting(String share) {
        if (connection == null) {
            handOver(message -> message.share().equals(share)
                    && broker.router().successor(message, this, owner).isPresent());
        }
    }

    /** This client is connected or has subscribed: takes its part of what waits for members that are not. */
    void gather(String share) {
        for (Client member : space.subscriptions.members(share)) {
            if (member != this && !member.isOnline()) {
                broker.onOwner(member, () -> member.shareWaiting(share));
            }
        }
    }

    /** What waits for members of this client's shared subscriptions, see {@link #gather(String)}. */
    void gather() {
        for (String filter : session.subscriptions().keySet()) {
            if (Subscription.isShared(filter)) {
                gather(filter);
            }
        }
    }

    private void handOver(Predicate<Outgoing> wanted) {
        for (SessionState.Taken taken : session.takeBack(wanted)) {
            if (log == null) {
                broker.router().handOver(taken.message(), this, Copies.Awaited.NOBODY, owner);
            } else {
                // Until the other has it for good, it stays here.
                PublishReceipt receipt = log.receipt(() -> log.completed(taken.sequence()));
                broker.router().handOver(taken.message(), this, Copies.Awaited.by(receipt), owner);
                receipt.arrive();
            }
        }
    }

    /** Belongs to the wheel of the client's owner. */
    private final class DelayedWill extends Timer {
        private final Message message;
        private final long dueMillis;
        private final Optional<KeptWill> kept;

        DelayedWill(Message message, long dueMillis, Optional<KeptWill> kept) {
            this.message = message;
            this.dueMillis = dueMillis;
            this.kept = kept;
        }

        long dueMillis() {
            return dueMillis;
        }

        @Override
        void expired(long nowMillis) {
            publish();
        }

        void publish() {
            will = null;
            broker.publishWill(message, kept, owner);
        }
    }
}
