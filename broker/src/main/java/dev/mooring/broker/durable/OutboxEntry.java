package dev.mooring.broker.durable;

import dev.mooring.core.message.Message;
import java.util.Optional;

/**
 * A message that somebody beside the subscribers has work with, which is to survive the process until it is done. If it
 * is done before the store has begun to write the entry, the entry never will be written.
 *
 * <p>Safe for threads.
 */
public final class OutboxEntry extends Cancellable implements SessionChange.OutboxAdded {
    private final Journal journal;
    private final long number;
    private final String owner;
    private final Message message;
    private final Optional<PublishReceipt> receipt;

    /** Guarded by this. */
    private boolean kept;

    private OutboxEntry(Journal journal, long number, String owner, Message message, Optional<PublishReceipt> receipt) {
        this.journal = journal;
        this.number = number;
        this.owner = owner;
        this.message = message;
        this.receipt = receipt;
    }

    /** The receipt waits for it. Only before the publisher's own arrival. */
    static OutboxEntry expectedBy(PublishReceipt receipt, Journal journal, String owner, Message message) {
        receipt.expect();
        return new OutboxEntry(journal, journal.newOutboxNumber(), owner, message, Optional.of(receipt));
    }

    /** One that an earlier process has left in the store. */
    static OutboxEntry stored(Journal journal, SessionStore.StoredWork work) {
        OutboxEntry entry = new OutboxEntry(journal, work.number(), work.owner(), work.message(), Optional.empty());
        entry.kept = true;
        entry.written();
        return entry;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public Message message() {
        return message;
    }

    /**
     * Sends it on its way to the store. Until this is called the publisher waits for his acknowledgement: so an owner that
     * has too much to do slows down who gives it more. Calls after the first do nothing.
     */
    public synchronized void keep() {
        if (!kept) {
            kept = true;
            receipt.ifPresent(waiting -> waiting.queued(this));
        }
    }

    /** The work is done, or never will be. Once. */
    public void done() {
        keep();
        if (!cancel()) {
            journal.add(new SessionChange.OutboxDone(number));
        }
    }
}
