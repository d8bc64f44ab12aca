package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client id with its session, connected or not. Its owner is the event loop of its connection, or of its last one;
 * only that loop touches what is not final. {@link #owner()} may be read from any thread: whoever finds it changed
 * passes the work on.
 */
final class Client extends Timer {
    final TenantSpace space;
    final String clientId;
    final SessionState session;

    /** Lives as long as the session. */
    final String sessionIdentifier = UUID.randomUUID().toString();

    private final Broker broker;
    private volatile BrokerLoop owner;
    private @Nullable Connection connection;
    private boolean persistent;
    private boolean ended;

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

    @Nullable
    Connection connection() {
        return connection;
    }

    boolean hasEnded() {
        return ended;
    }

    void deliver(Outgoing message) {
        if (ended) {
            return;
        }
        if (connection != null) {
            connection.deliver(message);
        } else if (session.store(message) == SessionState.Delivery.DROPPED) {
            broker.queueFull(this, message);
        }
    }

    void attach(Connection to, boolean persistentFromNowOn) {
        owner.cancel(this);
        connection = to;
        persistent = persistentFromNowOn;
    }

    /** The connection has ended: the session waits for the next one, or ends too. */
    void detach(long nowMillis) {
        connection = null;
        if (persistent) {
            owner.schedule(this, nowMillis + broker.settings().sessionExpiry().toMillis());
        } else {
            end();
        }
    }

    /** Gives a client without connection to another loop, which must learn of it by a task that runs afterwards. */
    void moveTo(BrokerLoop next) {
        owner.cancel(this);
        owner = next;
    }

    /** The session has expired. */
    @Override
    void expired(long nowMillis) {
        end();
    }

    /** Ends the session: subscriptions and queued messages are gone. */
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
    }
}
