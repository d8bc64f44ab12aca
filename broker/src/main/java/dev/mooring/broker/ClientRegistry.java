package dev.mooring.broker;

import dev.mooring.core.reason.Reason;

/**
 * Gives each client id to at most one connection. The newest wins: it takes over from the connection that has the id,
 * on whatever event loop that one lives, and with it the session unless it wants a clean one.
 *
 * <p>A client is only ever changed by the loop that owns it. To take one over, the newcomer's loop asks the owner, who
 * closes the old connection and gives the client away; whoever finds that things have changed meanwhile starts again.
 */
final class ClientRegistry {
    private final Broker broker;
    private final TenantSpace space;

    ClientRegistry(Broker broker, TenantSpace space) {
        this.broker = broker;
        this.space = space;
    }

    TenantSpace space() {
        return space;
    }

    /**
     * On the newcomer's loop.
     *
     * @param epoch {@link Broker#revocations()} before the newcomer was identified
     */
    void claim(Connected newcomer, long epoch) {
        Connection connection = newcomer.connection();
        if (!connection.isJudging()) {
            return;
        }
        BrokerLoop here = connection.loop();
        while (true) {
            Client known = space.clients.get(connection.clientId());
            if (known == null) {
                Client fresh = broker.newClient(space, connection.clientId(), here, newcomer.sessionExpirySeconds());
                if (space.clients.putIfAbsent(connection.clientId(), fresh) == null) {
                    attach(newcomer, fresh, false, epoch);
                    return;
                }
            } else if (known.owner() != here) {
                known.owner().execute(() -> surrender(known, newcomer, epoch));
                return;
            } else {
                makeRoom(known, newcomer);
                if (!known.hasEnded()) {
                    attach(newcomer, known, true, epoch);
                    return;
                }
            }
        }
    }

    /** On the loop that owned the client when it was asked. */
    private void surrender(Client client, Connected newcomer, long epoch) {
        BrokerLoop there = newcomer.connection().loop();
        if (!client.hasEnded() && client.owner().inLoop() && client.owner() != there) {
            if (client.isRelocating()) {
                // One move after the other, or messages of the first would be overtaken in the second.
                client.whenSettled(() -> surrender(client, newcomer, epoch));
                return;
            }
            makeRoom(client, newcomer);
            if (!client.hasEnded()) {
                BrokerLoop here = client.owner();
                client.moveTo(there);
                broker.relocate(client, here, there);
                there.execute(() -> adopt(client, newcomer, epoch));
                return;
            }
        }
        there.execute(() -> claim(newcomer, epoch));
    }

    /** On the newcomer's loop, which owns the client now. */
    private void adopt(Client client, Connected newcomer, long epoch) {
        if (newcomer.connection().isJudging()) {
            claim(newcomer, epoch);
        } else if (!client.hasEnded()
                && client.connection() == null
                && client.owner().inLoop()) {
            // The newcomer has gone meanwhile: the session waits for the next one.
            client.detach(broker.nowMillis());
        }
    }

    /** Closes the connection that has the client id, and ends the session if the newcomer wants a clean one. */
    private void makeRoom(Client client, Connected newcomer) {
        Connection old = client.connection();
        if (old != null) {
            old.close(new Reason.TakenOver(
                    client.clientId,
                    old.peer().address(),
                    newcomer.connection().peer().address()));
        }
        if (newcomer.connect().cleanStart()) {
            client.end();
        }
    }

    private void attach(Connected newcomer, Client client, boolean sessionPresent, long epoch) {
        client.attach(newcomer.connection(), newcomer.sessionExpirySeconds());
        if (broker.revocations() != epoch) {
            // Now that the client can be found, a revocation cannot miss it; one before may have.
            client.detach(broker.nowMillis());
            newcomer.connection().judgeAgain(newcomer.connect());
            return;
        }
        newcomer.attach(client, space.versions.connected(client.clientId, broker.nowMillis()));
        newcomer.connection().accepted(client, sessionPresent);
    }
}
