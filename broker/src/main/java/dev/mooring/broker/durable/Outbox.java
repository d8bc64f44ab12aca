package dev.mooring.broker.durable;

import dev.mooring.core.message.Message;
import java.util.Optional;

/** Where one message is kept for those who have work with it. Used on the event loop that routes the message. */
@FunctionalInterface
public interface Outbox {
    /** The message is not worth keeping, or there is nowhere to keep it. */
    Outbox NONE = owner -> Optional.empty();

    /**
     * One more entry, for which the publisher's acknowledgement waits.
     *
     * @param owner what the same owner will be called in the next process
     */
    Optional<OutboxEntry> add(String owner);

    static Outbox of(Message message, PublishReceipt receipt, Journal journal) {
        return owner -> Optional.of(OutboxEntry.expectedBy(receipt, journal, owner, message));
    }
}
