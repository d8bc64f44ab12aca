package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import java.util.Arrays;

/**
 * Deliveries that one turn of an event loop (or one publish from outside) leaves for the clients of another loop: one
 * task and at most one wake-up for all of them. Written by the sender, then given away.
 */
final class Handover implements Runnable {
    private final BrokerLoop source;
    private final BrokerLoop owner;
    private Client[] clients = new Client[16];
    private Outgoing[] messages = new Outgoing[16];
    private int size;

    /** @param source the sending loop; from outside, the receiving one */
    Handover(BrokerLoop source, BrokerLoop owner) {
        this.source = source;
        this.owner = owner;
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
            owner.deliver(clients[i], messages[i], source);
        }
        owner.handoverDone(size);
    }
}
