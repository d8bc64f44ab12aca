package dev.mooring.broker;

import dev.mooring.broker.durable.Journal;
import dev.mooring.broker.durable.KeptWill;
import dev.mooring.broker.durable.SessionStore;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message broker: the gateway brings it event loops and connections, everybody else publishes through it.
 *
 * <p>Safe for threads where a method is public. State: tenants and their clients here (concurrent maps), all that
 * belongs to a client or connection on the event loop that owns it.
 */
public final class Broker implements Publisher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final BrokerPorts ports;
    private final BrokerSettings settings;
    private final Router router;
    private final Publishing publishing;
    private final Subscribing subscribing;
    private final Connecting connecting;
    private final Presence presence;
    private final ConcurrentHashMap<Tenant, ClientRegistry> tenants = new ConcurrentHashMap<>();
    private final List<BrokerLoop> loops = new CopyOnWriteArrayList<>();
    private final AtomicLong revocations = new AtomicLong();
    private volatile Optional<Journal> journal = Optional.empty();

    public Broker(BrokerSettings settings, BrokerPorts ports) {
        this.settings = settings;
        this.ports = ports;
        this.router = new Router(ports.tap());
        this.publishing = new Publishing(this, router, ports.retained());
        this.subscribing = new Subscribing(this, ports.retained());
        this.connecting = new Connecting(this, new Admission(ports.authorities()));
        this.presence = new Presence(this);
    }

    // ---- for the gateway

    /** Makes an event loop known, before it has connections. */
    public BrokerLoop register(Loop loop) {
        BrokerLoop added = new BrokerLoop(this, loop, nowMillis());
        loops.add(added);
        return added;
    }

    /**
     * Brings back the persistent sessions, retained messages and outbox of earlier processes, and publishes the Wills of
     * their clients. After the event loops are known and before the first connection; blocks.
     */
    public void restore() {
        if (ports.sessions().isEmpty() || loops.isEmpty()) {
            return;
        }
        SessionStore store = ports.sessions().get();
        SessionStore.Stored stored = store.load();
        Journal opened = new Journal(store, Restore.lastNumber(stored), Restore.lastOutboxNumber(stored));
        journal = Optional.of(opened);
        ports.tap().restored(stored.outbox().stream().map(opened::restored).toList());
        stored.retained().forEach(message -> ports.retained().put(message));
        Restore restore = new Restore(this, loops);
        restore.run(stored.sessions(), opened);
        restore.wills(stored.wills(), opened);
    }

    /** Writes what is to outlive the process. After the event loops have ended. */
    @Override
    public void close() {
        journal.ifPresent(Journal::close);
    }

    /** A transport connection has been made; called on its loop. */
    public Connection open(BrokerLoop loop, Link link, Peer peer) {
        return new Connection(this, loop, link, peer);
    }

    /** A connection that ended before the broker knew of it, say in the TLS handshake. */
    public void refused(String connectionId, String address, Reason reason) {
        record(new ClientEvent(
                ClientEvent.Kind.REFUSED, Optional.empty(), connectionId, "", "", address, reason, nowMillis()));
    }

    /** Closes every connection; each loop does so when it comes to it. */
    public void closeAll(Reason reason) {
        loops.forEach(loop -> loop.execute(() -> loop.closeAll(reason)));
    }

    // ---- for everybody

    /**
     * Stores it if it is to be retained, and brings it to all subscribers and to the tap. On a thread that is not an event
     * loop this blocks until that is done and what must outlive the process is durable: who publishes faster than the
     * broker can is slowed down.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the event loops have ended
     */
    @Override
    public void publish(Message message) {
        if (message.retain() && !publishing.retain(message)) {
            LOG.warn("the message on '{}' is not retained: the store has its limit", message.topic());
        }
        TenantSpace space = space(message.tenant());
        for (BrokerLoop loop : loops) {
            if (loop.inLoop()) {
                publishHere(space, message, loop);
                return;
            }
        }
        if (loops.isEmpty()) {
            throw new IllegalStateException("there is no event loop yet that could route a message");
        }
        // One loop for a topic, so that the order in which somebody publishes on it holds.
        BrokerLoop loop = loops.get(Math.floorMod(message.topic().hashCode(), loops.size()));
        CompletableFuture.supplyAsync(() -> publishHere(space, message, loop), loop::execute)
                .thenCompose(durable -> durable)
                .join();
    }

    /** Completes when what must outlive the process is durable. */
    private CompletionStage<Void> publishHere(TenantSpace space, Message message, BrokerLoop loop) {
        return publishing.publish(message, loop.routes(space).get(message.topic()), loop);
    }

    /**
     * Closes the connections of a principal, and those that are just connecting. Returns before they are closed.
     *
     * @param principalId the certificate id, or the identity's
     */
    public void disconnectPrincipal(Tenant tenant, String principalId, Reason reason) {
        // First the count, then the search: a CONNECT that the search misses sees the new count.
        revocations.incrementAndGet();
        ClientRegistry registry = tenants.get(tenant);
        if (registry == null) {
            return;
        }
        for (Client client : registry.space().clients.values()) {
            onOwner(client, () -> {
                Connection connection = client.connection();
                if (connection != null && connection.isOf(principalId)) {
                    connection.close(reason);
                }
            });
        }
    }

    /** Closes a client's connection. Returns before it is closed. */
    public void disconnectClient(Tenant tenant, String clientId, Reason reason) {
        ClientRegistry registry = tenants.get(tenant);
        Client client = registry == null ? null : registry.space().clients.get(clientId);
        if (client != null) {
            onOwner(client, () -> {
                Connection connection = client.connection();
                if (connection != null) {
                    connection.close(reason);
                }
            });
        }
    }

    /** Clients of a tenant that are connected or have a session. */
    public int clientCount(Tenant tenant) {
        ClientRegistry registry = tenants.get(tenant);
        return registry == null ? 0 : registry.space().clients.size();
    }

    /** Subscriptions of a tenant's clients, connected or not. */
    public int subscriptionCount(Tenant tenant) {
        ClientRegistry registry = tenants.get(tenant);
        return registry == null ? 0 : registry.space().subscriptions.size();
    }

    /** Runs a task where the client is owned. From any thread. */
    void onOwner(Client client, Runnable task) {
        BrokerLoop owner = client.owner();
        owner.execute(() -> {
            if (client.owner() == owner) {
                task.run();
            } else {
                onOwner(client, task);
            }
        });
    }

    // ---- for connections

    BrokerSettings settings() {
        return settings;
    }

    long nowMillis() {
        return ports.clock().millis();
    }

    Executor blocking() {
        return ports.blocking();
    }

    Router router() {
        return router;
    }

    Connecting connecting() {
        return connecting;
    }

    Publishing publishing() {
        return publishing;
    }

    Subscribing subscribing() {
        return subscribing;
    }

    Presence presence() {
        return presence;
    }

    /** Counts calls of {@link #disconnectPrincipal}. */
    long revocations() {
        return revocations.get();
    }

    ClientRegistry registry(Tenant tenant) {
        return tenants.computeIfAbsent(tenant, t -> new ClientRegistry(this, new TenantSpace(t, settings)));
    }

    TenantSpace space(Tenant tenant) {
        return registry(tenant).space();
    }

    /** Sessions and retained messages are kept through this; empty when they end with the process. */
    Optional<Journal> journal() {
        return journal;
    }

    /** @param sessionExpirySeconds how long the session is to outlive its connection */
    Client newClient(TenantSpace space, String clientId, BrokerLoop loop, long sessionExpirySeconds) {
        Optional<Journal> kept = journal;
        return kept.isEmpty() || sessionExpirySeconds == 0
                ? new Client(this, space, clientId, loop)
                : new Client(
                        this,
                        space,
                        clientId,
                        loop,
                        UUID.randomUUID().toString(),
                        kept.get(),
                        kept.get().newSession());
    }

    void relocate(Client client, BrokerLoop from, BrokerLoop to) {
        Relocation.begin(client, loops, from, to);
    }

    /** Event loops or the store do not keep up. */
    boolean isBehind() {
        return isAnyLoopBehind() || journal.map(Journal::isBehind).orElse(false);
    }

    private boolean isAnyLoopBehind() {
        for (BrokerLoop loop : loops) {
            if (loop.isBehind()) {
                return true;
            }
        }
        return false;
    }

    void record(ClientEvent event) {
        ports.events().record(event);
    }

    /** A client was sent a message. */
    void sent(Tenant tenant, Message message, boolean acknowledged) {
        ports.tap().sent(tenant, message, acknowledged);
    }

    void queueFull(Client client, Outgoing message) {
        Connection connection = client.connection();
        Reason reason = new Reason.QueueFull(
                client.clientId, message.message().topic(), settings.session().queuedMessages());
        record(
                connection != null
                        ? connection.event(ClientEvent.Kind.DROPPED, reason)
                        : new ClientEvent(
                                ClientEvent.Kind.DROPPED,
                                Optional.of(client.space.tenant),
                                "",
                                client.clientId,
                                "",
                                "",
                                reason,
                                nowMillis()));
    }

    // ---- messages of the broker's own

    /** @param kept is done with when what is to be kept of the Will is durable */
    void publishWill(Message message, Optional<KeptWill> kept, BrokerLoop loop) {
        if (message.retain()) {
            publishing.retain(message);
        }
        CompletionStage<Void> durable = publishHere(space(message.tenant()), message, loop);
        kept.ifPresent(will -> durable.thenRun(will::done));
    }

    void publishEvent(BrokerLoop loop, Optional<Message> event) {
        event.ifPresent(message -> router.publish(space(message.tenant()), message, loop));
    }
}
