package dev.mooring.broker;

import dev.mooring.broker.durable.Journal;
import dev.mooring.broker.durable.KeptWill;
import dev.mooring.broker.durable.SessionStore;
import dev.mooring.core.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the sessions of earlier processes to the event loops, in turn. Before the first connection. */
final class Restore {
    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

    private final Broker broker;
    private final List<BrokerLoop> loops;

    Restore(Broker broker, List<BrokerLoop> loops) {
        this.broker = broker;
        this.loops = loops;
    }

    /** The number of the last session or Will: new ones count on from it. */
    static long lastNumber(SessionStore.Stored stored) {
        return LongStream.concat(
                        stored.sessions().stream().mapToLong(SessionStore.StoredSession::number),
                        stored.wills().stream().mapToLong(SessionStore.StoredWill::number))
                .max()
                .orElse(0);
    }

    static long lastOutboxNumber(SessionStore.Stored stored) {
        return stored.outbox().stream()
                .mapToLong(SessionStore.StoredWork::number)
                .max()
                .orElse(0);
    }

    /**
     * The connections of these clients ended with the process, so their Wills are due: at once, or when their delay has
     * passed and a session still waits. When this returns they are published, or the session has them.
     */
    void wills(List<SessionStore.StoredWill> wills, Journal journal) {
        for (SessionStore.StoredWill stored : wills) {
            KeptWill kept = journal.restored(stored);
            Message will = Presence.dated(stored.message(), broker.nowMillis());
            Optional<Client> waiting = stored.delaySeconds() == 0
                    ? Optional.empty()
                    : Optional.ofNullable(broker.space(will.tenant()).clients.get(stored.clientId()));
            BrokerLoop loop = waiting.map(Client::owner).orElse(loops.getFirst());
            CompletableFuture.runAsync(
                            () -> waiting.ifPresentOrElse(
                                    client -> client.delayWill(
                                            will, broker.nowMillis() + stored.delaySeconds() * 1000, Optional.of(kept)),
                                    () -> broker.publishWill(will, Optional.of(kept), loop)),
                            loop::execute)
                    .join();
        }
        if (!wills.isEmpty()) {
            LOG.info("{} clients were connected with a Will when the server ended", wills.size());
        }
    }

    /** Returns when all sessions are there. */
    void run(List<SessionStore.StoredSession> sessions, Journal journal) {
        Map<BrokerLoop, List<Runnable>> work = new HashMap<>();
        int next = 0;
        for (SessionStore.StoredSession session : sessions) {
            BrokerLoop loop = loops.get(next++ % loops.size());
            TenantSpace space = broker.space(session.tenant());
            Client client = new Client(
                    broker, space, session.clientId(), loop, session.identifier(), journal, session.number());
            space.clients.put(session.clientId(), client);
            work.computeIfAbsent(loop, l -> new ArrayList<>()).add(() -> client.restore(session, broker.nowMillis()));
        }
        CompletableFuture.allOf(work.entrySet().stream()
                        .map(share -> CompletableFuture.runAsync(
                                () -> share.getValue().forEach(Runnable::run), share.getKey()::execute))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        if (!sessions.isEmpty()) {
            LOG.info("{} persistent sessions are back", sessions.size());
        }
    }
}
