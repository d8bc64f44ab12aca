package dev.mooring.broker;

import dev.mooring.broker.durable.Journal;
import dev.mooring.broker.durable.SessionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    /** The number of the last session: new ones count on from it. */
    static long lastNumber(SessionStore.Stored stored) {
        return stored.sessions().stream()
                .mapToLong(SessionStore.StoredSession::number)
                .max()
                .orElse(0);
    }

    static long lastOutboxNumber(SessionStore.Stored stored) {
        return stored.outbox().stream()
                .mapToLong(SessionStore.StoredWork::number)
                .max()
                .orElse(0);
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
