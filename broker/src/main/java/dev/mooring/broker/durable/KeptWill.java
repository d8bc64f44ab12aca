package dev.mooring.broker.durable;

import dev.mooring.core.message.Message;

/**
 * The Will of a connected client, which is to be published also when the process ends before the connection does
 * [MQTT-3.1.2-8]. If the connection ends before the store has begun to write it, it never will be written.
 *
 * <p>Safe for threads.
 */
public final class KeptWill extends Cancellable implements SessionChange.WillKept {
    private final Journal journal;
    private final long number;
    private final String clientId;
    private final long delaySeconds;
    private final Message message;

    KeptWill(Journal journal, long number, String clientId, long delaySeconds, Message message) {
        this.journal = journal;
        this.number = number;
        this.clientId = clientId;
        this.delaySeconds = delaySeconds;
        this.message = message;
    }

    /** One that an earlier process has left in the store. */
    static KeptWill stored(Journal journal, SessionStore.StoredWill will) {
        KeptWill kept = new KeptWill(journal, will.number(), will.clientId(), will.delaySeconds(), will.message());
        kept.written();
        return kept;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public long delaySeconds() {
        return delaySeconds;
    }

    @Override
    public Message message() {
        return message;
    }

    /** It is published, or never will be. Once. */
    public void done() {
        if (!cancel()) {
            journal.add(new SessionChange.WillDone(number));
        }
    }
}
