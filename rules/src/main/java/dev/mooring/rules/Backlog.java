package dev.mooring.rules;

import dev.mooring.broker.durable.OutboxEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that one rule is not through with and that survive the process. Bounded: a message beyond the bounds is
 * kept as soon as there is room, and its publisher waits for the acknowledgement until then. Safe for threads.
 */
final class Backlog {
    private final int maxMessages;
    private final long maxBytes;

    /** Guarded by this. */
    private int messages;
    /** Guarded by this. */
    private long bytes;
    /** Waiting for room. Guarded by this. */
    private final ArrayDeque<OutboxEntry> late = new ArrayDeque<>(0);

    /** @param maxMessages 0 when nothing survives the process */
    Backlog(int maxMessages, long maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    boolean keepsNothing() {
        return maxMessages == 0;
    }

    synchronized boolean isFull() {
        return messages >= maxMessages || bytes >= maxBytes;
    }

    /** Keeps a message, now or when there is room. */
    void admit(OutboxEntry entry) {
        synchronized (this) {
            if (isFull()) {
                late.add(entry);
                return;
            }
            count(entry);
        }
        entry.keep();
    }

    /** A message that an earlier process has kept. */
    synchronized void resumed(OutboxEntry entry) {
        count(entry);
    }

    private synchronized void count(OutboxEntry entry) {
        messages++;
        bytes += entry.message().payload().length;
    }

    /** The rule is through with a message. Once for each. */
    void done(OutboxEntry entry) {
        List<OutboxEntry> admitted = new ArrayList<>(1);
        synchronized (this) {
            if (!late.remove(entry)) {
                messages--;
                bytes -= entry.message().payload().length;
            }
            while (!late.isEmpty() && !isFull()) {
                OutboxEntry next = late.remove();
                count(next);
                admitted.add(next);
            }
        }
        entry.done();
        admitted.forEach(OutboxEntry::keep);
    }

    /** Those that wait for room included. */
    synchronized int messages() {
        return messages + late.size();
    }

    /** Of payload, in messages that are kept. */
    synchronized long bytes() {
        return bytes;
    }
}
