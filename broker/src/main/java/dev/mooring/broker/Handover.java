package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import java.util.Arrays;

/**
 * Deliveries that one turn of an event loop (or one publish from outside) leaves for the clients of another loop: one
 * task and at most one wake-up for all of them. Written by the sender, then given away.
 */
final class Handover implements Runnable {
    private final BrokerLoop owner;
    private final boolean roundabout;
    private Client[] clients = new Client[16];
    private Outgoing[] messages = new Outgoing[16];
    private int size;

    /** @param roundabout these went to another loop first, which had the clients before, see {@link Relocation} */
    Handover(BrokerLoop owner, boolean roundabout) {
        this.owner = owner;
        this.roundabout = roundabout;
    }

    void add(Client client, Outgoing message) {
        if (size == clients.length) {
            clients = Arrays.copyOf(clients, 2 * size);
            messages = Arrays.copyOf(messages, 2 * size);
        }
        clients[size] = client;
        messages[size] = message;
        size++;
    }

    int size() {
        return size;
    }

    @Override
    public void run() {
        for (int i = 0; i < size; i++) {
            owner.arrived(clients[i], messages[i], roundabout);
        }
        owner.handoverDone(size);
    }
}
