package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that has just changed its event loop, until all deliveries sent to the old loop have followed it. Those that
 * other loops send straight to the new one wait meanwhile: they may be younger. So the messages of a publisher keep
 * their order.
 *
 * <p>How it is known: each loop hands over what it has for the old one and then says so, through the same queue; when
 * all have, the old loop passes on what it has and says so to the new one. Belongs to the client's loop.
 */
final class Relocation {
    private final BrokerLoop from;
    private final List<Outgoing> parked = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    Relocation(BrokerLoop from) {
        this.from = from;
    }

    /** Whether a delivery from this loop has to wait. */
    boolean parks(BrokerLoop source) {
        return source != from;
    }

    void park(Outgoing message) {
        parked.add(message);
    }

    /** What has to wait for the end, say another change of loop. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }

    List<Outgoing> parked() {
        return parked;
    }

    List<Runnable> afterwards() {
        return afterwards;
    }
}
