package dev.mooring.broker.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent, first in, first out, bounded in number and bytes: the newest is refused. Not safe for
 * threads: owned by its session.
 */
final class WaitingQueue {
    private final SessionLimits limits;
    private final ArrayDeque<Outgoing> messages = new ArrayDeque<>();
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

    /** False when it is full. */
    boolean add(Outgoing message) {
        if (messages.size() >= limits.queuedMessages() || bytes + message.queuedBytes() > limits.queuedBytes()) {
            return false;
        }
        messages.add(message);
        bytes += message.queuedBytes();
        return true;
    }

    @Nullable
    Outgoing poll() {
        Outgoing first = messages.poll();
        if (first != null) {
            bytes -= first.queuedBytes();
        }
        return first;
    }

    /** Takes out what the predicate wants, in order. */
    List<Outgoing> take(Predicate<Outgoing> wanted) {
        List<Outgoing> taken = new ArrayList<>();
        messages.removeIf(message -> {
            if (!wanted.test(message)) {
                return false;
            }
            taken.add(message);
            bytes -= message.queuedBytes();
            return true;
        });
        return taken;
    }
}
