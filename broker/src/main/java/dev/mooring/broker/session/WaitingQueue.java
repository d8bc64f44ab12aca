package dev.mooring.broker.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent, first in, first out, bounded in number and bytes. Not safe for
 * threads: owned by its session.
 */
final class WaitingQueue {
    private final SessionLimits limits;
    private final ArrayDeque<Waiting> messages = new ArrayDeque<>();
    private long bytes;

    WaitingQueue(SessionLimits limits) {
        this.limits = limits;
    }

    int size() {
        return messages.size();
    }

    long bytes() {
        return bytes;
    }

    boolean isFullFor(Outgoing message) {
        return messages.size() >= limits.queuedMessages() || bytes + message.queuedBytes() > limits.queuedBytes();
    }

    /** Adds it, whatever the bounds. */
    void add(Outgoing message, long sequence) {
        messages.add(new Waiting(message, sequence));
        bytes += message.queuedBytes();
    }

    @Nullable
    Waiting poll() {
        Waiting first = messages.poll();
        if (first != null) {
            bytes -= first.message().queuedBytes();
        }
        return first;
    }

    /** Takes out what the predicate wants, in order. */
    List<Waiting> take(Predicate<Outgoing> wanted) {
        List<Waiting> taken = new ArrayList<>();
        messages.removeIf(waiting -> {
            if (!wanted.test(waiting.message())) {
                return false;
            }
            taken.add(waiting);
            bytes -= waiting.message().queuedBytes();
            return true;
        });
        return taken;
    }

    /** @param sequence the message's place in the session's order */
    record Waiting(Outgoing message, long sequence) {}
}
