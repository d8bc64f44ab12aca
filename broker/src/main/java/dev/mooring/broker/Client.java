package dev.mooring.broker;

import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.message.Message;
import java.util.List;
import java.util.Optional;
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
    final String sessionIdentifier = UUID.randomUUID().toString();

    private final Broker broker;
    private volatile BrokerLoop owner;
    private volatile boolean online;
    private volatile boolean ended;
    private @Nullable Connection connection;
    private @Nullable DelayedWill will;
    private @Nullable Relocation relocation;
    private long expirySeconds;

    Client(Broker broker, TenantSpace space, String clientId, BrokerLoop owner, SessionState session) {
        this.broker = broker;
        this.space = space;
        this.clientId = clientId;
        this.owner = owner;
        this.session = session;
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

    void deliver(Outgoing message) {
        if (connection != null) {
            connection.deliver(message);
        } else if (message.isShared() && broker.router().handOver(message, this, owner)) {
            // Chosen while it was still connected: another member has it now.
            return;
        } else if (!ended && session.store(message) == SessionState.Delivery.DROPPED) {
            broker.queueFull(this, message);
        }
    }

    /** @param sessionExpirySeconds how long the session is to outlive this connection */
    void attach(Connection to, long sessionExpirySeconds) {
        owner.cancel(this);
        if (will != null) {
            // The session goes on before the delay has passed: nobody is to know [MQTT-3.1.3-9].
            owner.cancel(will);
            will = null;
        }
        connection = to;
        expirySeconds = sessionExpirySeconds;
        online = true;
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
        if (expirySeconds < Connect.Properties.NEVER_EXPIRES) {
            owner.schedule(this, nowMillis + expirySeconds * 1000);
        }
        if (will != null) {
            owner.schedule(will, will.dueMillis());
        }
        handOver(message -> message.isShared()
                && broker.router().successor(message, this, owner).isPresent());
    }

    /** Publishes a Will later, or when the session ends, unless the client is back before [MQTT-3.1.2-8]. */
    void delayWill(Message message, long dueMillis) {
        will = new DelayedWill(message, dueMillis);
        owner.schedule(will, dueMillis);
    }

    /** Gives a client without connection to another loop, which must learn of it by a task that runs afterwards. */
    void moveTo(BrokerLoop next) {
        owner.cancel(this);
        if (will != null) {
            owner.cancel(will);
        }
        BrokerLoop from = owner;
        relocation = new Relocation(from);
        owner = next;
        from.settle(next, this::settled);
    }

    /** Present while deliveries are still on their way from the loop it has moved from. */
    Optional<Relocation> relocation() {
        return Optional.ofNullable(relocation);
    }

    /** From a loop, this one included: in the order in which that loop sent them, wherever the client was. */
    void deliver(Outgoing message, BrokerLoop source) {
        if (relocation != null && relocation.parks(source)) {
            relocation.park(message);
        } else {
            deliver(message);
        }
    }

    private void settled() {
        Relocation over = relocation;
        relocation = null;
        if (over != null) {
            over.parked().forEach(message -> owner.deliver(this, message));
            over.afterwards().forEach(Runnable::run);
        }
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
        for (Outgoing message : session.takeBack(wanted)) {
            broker.router().handOver(message, this, owner);
        }
    }

    /** Belongs to the wheel of the client's owner. */
    private final class DelayedWill extends Timer {
        private final Message message;
        private final long dueMillis;

        DelayedWill(Message message, long dueMillis) {
            this.message = message;
            this.dueMillis = dueMillis;
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
            broker.publishWill(message, owner);
        }
    }
}
