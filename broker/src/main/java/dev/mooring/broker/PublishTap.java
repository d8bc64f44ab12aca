package dev.mooring.broker;

import dev.mooring.broker.durable.Outbox;
import dev.mooring.broker.durable.OutboxEntry;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import java.util.List;

/**
 * Sees every accepted message once, before it is delivered: the port that rules plug into. Called on event loops: must
 * not block and must not throw.
 */
@FunctionalInterface
public interface PublishTap {
    void published(Message message);

    /** The same for a tap that has work with messages; one of the two is called. */
    default Work look(Message message) {
        published(message);
        return Work.NONE;
    }

    /**
     * A client was sent a message: a publish is sent to none, to one or to many, and again when the client did not
     * acknowledge it.
     *
     * @param acknowledged whether the client is to acknowledge it: it is sent with QoS 1 or 2
     */
    default void sent(Tenant tenant, Message message, boolean acknowledged) {}

    /** What earlier processes have left undone, before the first message. */
    default void restored(List<OutboxEntry> entries) {
        if (!entries.isEmpty()) {
            throw new IllegalStateException("nobody takes the outbox");
        }
    }

    /** What a message gives somebody to do. */
    interface Work {
        Work NONE = new Work() {
            @Override
            public boolean outlivesProcess() {
                return false;
            }

            @Override
            public void start(Outbox outbox) {}
        };

        /** Whether it wants an {@link Outbox} for a message whose publisher hears that it is safe. */
        boolean outlivesProcess();

        /** The message has been routed. Once; must not block. */
        void start(Outbox outbox);
    }
}
