package dev.mooring.rules;

import dev.mooring.broker.durable.Journal;
import dev.mooring.broker.durable.Outbox;
import dev.mooring.broker.durable.OutboxEntry;
import dev.mooring.broker.durable.PublishReceipt;
import dev.mooring.broker.durable.SessionChange;
import dev.mooring.broker.durable.SessionStore;
import dev.mooring.core.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** A journal on a store in memory, and publishers who wait for their acknowledgements. */
final class OutboxTesting implements AutoCloseable {
    private final TreeMap<Long, SessionStore.StoredWork> stored = new TreeMap<>();
    private final Journal journal;
    private boolean held;
    private boolean waiting;
    private int written;

    /** Payloads of messages whose publishers have heard that they are safe. */
    final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());

    OutboxTesting() {
        this(List.of());
    }

    /** What a process finds that another has left. */
    OutboxTesting(List<SessionStore.StoredWork> left) {
        left.forEach(work -> stored.put(work.number(), work));
        journal = new Journal(new Store(), 0, stored.isEmpty() ? 0 : stored.lastKey());
    }

    private final class Store implements SessionStore {
        @Override
        public Stored load() {
            return Stored.NOTHING;
        }

        @Override
        public void write(List<SessionChange> changes) {
            OutboxTesting.this.write(changes);
        }
    }

    private synchronized void write(List<SessionChange> changes) {
        while (held) {
            waiting = true;
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        for (SessionChange change : changes) {
            switch (change) {
                case SessionChange.OutboxAdded added -> {
                    written++;
                    stored.put(
                            added.number(),
                            new SessionStore.StoredWork(added.number(), added.owner(), added.message()));
                }
                case SessionChange.OutboxDone done -> stored.remove(done.number());
                default -> throw new AssertionError("not the outbox's: " + change);
            }
        }
    }

    /** Writes nothing until it is released. */
    synchronized void hold() {
        held = true;
    }

    /** A group waits to be written: what comes now is gathered for the next. */
    synchronized boolean isHolding() {
        return held && waiting;
    }

    synchronized void release() {
        held = false;
        notifyAll();
    }

    /** How many entries have ever been written. */
    synchronized int written() {
        return written;
    }

    synchronized List<SessionStore.StoredWork> stored() {
        return List.copyOf(stored.values());
    }

    List<String> storedTexts() {
        return stored().stream()
                .map(work -> work.owner() + " " + work.message().payloadText())
                .toList();
    }

    List<OutboxEntry> restored() {
        return stored().stream().map(journal::restored).toList();
    }

    /** What the broker does with a message of QoS 1. */
    void publish(RuleEngine engine, Message message) {
        PublishReceipt receipt =
                PublishReceipt.separate(journal, Runnable::run, () -> acknowledged.add(message.payloadText()));
        engine.look(message).start(Outbox.of(message, receipt, journal));
        receipt.arrive();
    }

    @Override
    public void close() {
        release();
        journal.close();
    }
}
