package dev.mooring.broker.session;

import dev.mooring.core.reason.ReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One client's session: subscriptions, messages in flight both ways, messages that wait. It outlives connections when
 * the client asked for that.
 *
 * <p>Delivery order is the order of {@link #deliver}, for each QoS. A full queue refuses the newest message and keeps
 * the older ones, as AWS does.
 *
 * <p>A state machine without I/O: what it decides goes to a {@link SessionOutput}, time is an argument. Not safe for
 * threads: the event loop that owns the client owns it. Its parts are made when first needed, since most sessions of
 * a large fleet are idle.
 */
public final class SessionState {
    /** What became of a message. */
    public enum Delivery {
        SENT,
        QUEUED,
        /** The queue was full. */
        DROPPED,
        /** QoS 0 and nobody connected: never stored. */
        NOT_STORED,
        /** The client may not receive it. */
        NOT_ALLOWED
    }

    /** What became of a subscription. */
    public enum Subscribed {
        NEW,
        REPLACED,
        /** This filter is new and the session has all the subscriptions it may have. */
        TOO_MANY
    }

    /** What a packet id of QoS 2 from the client means. */
    public enum Arrival {
        NEW,
        /** The client has sent this before: acknowledge it and do no more. */
        REPEATED,
        /** More messages are under way than the client was told to send. */
        TOO_MANY
    }

    private final SessionLimits limits;
    private final SessionJournal journal;
    private final Subscriptions subscriptions;
    private int window;
    private long lastSequence;
    private @Nullable InFlight inFlight;
    private @Nullable WaitingQueue queue;
    private @Nullable ReceivedIds received;

    /** By packet id: what somebody wants done when the client acknowledges. */
    private @Nullable Map<Integer, Runnable> awaited;

    /** In flight before the client was away, and its window has had no place for them yet. */
    private @Nullable ArrayDeque<InFlight.Unacknowledged> toResend;

    /** A session that is kept nowhere else. */
    public SessionState(SessionLimits limits) {
        this(limits, SessionJournal.NONE);
    }

    /** @param journal hears what must outlive the process */
    public SessionState(SessionLimits limits, SessionJournal journal) {
        this.limits = limits;
        this.journal = journal;
        this.subscriptions = new Subscriptions(limits.subscriptions());
        this.window = limits.inFlightOut();
    }

    /** As it was when the process ended; whatever the limits are now, nothing of it is dropped. */
    public void restore(SessionRestore content) {
        for (SessionRestore.Kept kept : content.messages()) {
            lastSequence = Math.max(lastSequence, kept.sequence());
            if (kept.packetId() != 0) {
                sent().restore(kept.packetId(), kept.message().orElse(null), kept.sequence());
            } else if (kept.message().isPresent()) {
                waiting().add(kept.message().get(), kept.sequence());
            }
        }
        content.receivedIds().forEach(this::take);
    }

    public SessionJournal journal() {
        return journal;
    }

    // ---- subscriptions

    /** Filter to granted QoS, in the order first subscribed. A view. */
    public Map<String, Integer> subscriptions() {
        return subscriptions.view();
    }

    public Subscribed subscribe(String filter, int qos) {
        return subscriptions.put(filter, qos);
    }

    /** False when there was no such subscription. */
    public boolean unsubscribe(String filter) {
        return subscriptions.remove(filter);
    }

    /** The QoS granted for a filter. */
    public OptionalInt grantedQos(String filter) {
        return subscriptions.qos(filter);
    }

    // ---- messages to a connected client

    /** Sends a message, or keeps it until the window opens. */
    public Delivery deliver(Outgoing message, SessionOutput output) {
        if (!output.mayReceive(message)) {
            return Delivery.NOT_ALLOWED;
        }
        if (message.qos() == 0) {
            output.publish(message, 0, false);
            return Delivery.SENT;
        }
        InFlight sent = sent();
        if (sent.size() < window && queue == null && toResend == null && output.isReady()) {
            long sequence = ++lastSequence;
            int packetId = sent.add(message, sequence);
            if (message.qos() == 1) {
                journal.queued(sequence, message);
                output.publish(message, packetId, false);
            } else {
                journal.queued(sequence, message, packetId, () -> publish(sequence, message, packetId, output));
            }
            return Delivery.SENT;
        }
        return enqueue(message);
    }

    /** A message of QoS 2 and its packet id are durable: now the client may see them, if they still count. */
    private void publish(long sequence, Outgoing message, int packetId, SessionOutput output) {
        if (inFlight != null && inFlight.awaits(packetId, 2) && inFlight.sequence(packetId) == sequence) {
            output.publish(message, packetId, false);
        }
    }

    /** PUBACK: the message is done and its place in the window goes to the next. False for an unknown packet id. */
    public boolean acknowledged(int packetId, SessionOutput output, long nowMillis) {
        if (inFlight == null || !inFlight.awaits(packetId, 1)) {
            return false;
        }
        complete(packetId);
        Runnable task = awaited == null ? null : awaited.remove(packetId);
        if (task != null) {
            task.run();
        }
        drain(output, nowMillis);
        return true;
    }

    /** Whether a message would be sent at once, and not wait. */
    public boolean hasRoom() {
        return inFlightCount() < window && queue == null && toResend == null;
    }

    /** Runs a task when PUBACK comes for the message that was sent last; never if it does not come. */
    public void whenLastSentIsAcknowledged(Runnable task) {
        if (awaited == null) {
            awaited = new HashMap<>(4);
        }
        awaited.put(sent().lastId(), task);
    }

    /**
     * PUBREC: the client has the message of QoS 2, or refuses it. Answered with PUBREL, also when it comes again and when
     * nothing is known of it [MQTT-4.3.3-4].
     */
    public void received(int packetId, int reasonCode, SessionOutput output, long nowMillis) {
        if (inFlight == null || !inFlight.contains(packetId)) {
            if (!ReasonCode.isError(reasonCode)) {
                output.release(packetId, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND);
            }
        } else if (inFlight.isReleased(packetId)) {
            journal.inOrder(() -> output.release(packetId, ReasonCode.SUCCESS));
        } else if (inFlight.awaits(packetId, 2)) {
            if (ReasonCode.isError(reasonCode)) {
                complete(packetId);
                drain(output, nowMillis);
            } else {
                inFlight.release(packetId);
                // The client forgets the id at PUBREL: from then on the message must not be sent again.
                journal.released(inFlight.sequence(packetId), () -> output.release(packetId, ReasonCode.SUCCESS));
            }
        }
    }

    /** PUBCOMP: the packet id is free again. False for an id that was not released. */
    public boolean completed(int packetId, SessionOutput output, long nowMillis) {
        if (inFlight == null || !inFlight.isReleased(packetId)) {
            return false;
        }
        complete(packetId);
        drain(output, nowMillis);
        return true;
    }

    private void complete(int packetId) {
        InFlight sent = sent();
        long sequence = sent.sequence(packetId);
        sent.remove(packetId);
        journal.completed(sequence);
    }

    /** Sends what waits, as far as window and socket allow. Expired messages are left out. */
    public void drain(SessionOutput output, long nowMillis) {
        if (toResend != null && !resend(toResend, output)) {
            return;
        }
        WaitingQueue waiting = queue;
        if (waiting == null) {
            return;
        }
        InFlight sent = sent();
        while (sent.size() < window && output.isReady()) {
            WaitingQueue.Waiting next = waiting.poll();
            if (next == null) {
                queue = null;
                return;
            }
            Outgoing message = next.message();
            if (message.isExpired(nowMillis) || !output.mayReceive(message)) {
                journal.completed(next.sequence());
                continue;
            }
            int packetId = sent.add(message, next.sequence());
            if (message.qos() == 1) {
                output.publish(message, packetId, false);
            } else {
                journal.packetId(next.sequence(), packetId, () -> publish(next.sequence(), message, packetId, output));
            }
        }
    }

    // ---- messages of QoS 2 from the client

    /** PUBLISH with QoS 2. A new id counts as taken once {@link #take} has been called. */
    public Arrival arrives(int packetId) {
        if (received == null) {
            return Arrival.NEW;
        }
        if (received.contains(packetId)) {
            return Arrival.REPEATED;
        }
        return received.size() < limits.inFlightIn() ? Arrival.NEW : Arrival.TOO_MANY;
    }

    /** The message has been accepted: its id is remembered until PUBREL. */
    public void take(int packetId) {
        if (received == null) {
            received = new ReceivedIds();
        }
        received.add(packetId);
    }

    /**
     * PUBREL.
     *
     * @param answer runs when the id may be used again: with a crash before, the client sends PUBREL again
     * @return false when the id is unknown
     */
    public boolean released(int packetId, Runnable answer) {
        if (received == null || !received.remove(packetId)) {
            return false;
        }
        journal.receivedDone(packetId, answer);
        return true;
    }

    // ---- the client away and back

    /** A message for a client that is not connected. */
    public Delivery store(Outgoing message) {
        return message.qos() == 0 ? Delivery.NOT_STORED : enqueue(message);
    }

    /**
     * The client is back: sends again what it did not acknowledge, in order [MQTT-4.4.0-1], then what waits. What it
     * may no longer receive is forgotten.
     *
     * @param receiveMaximum what the client is willing to have in flight; the lower of it and the limit counts
     */
    public void resume(int receiveMaximum, SessionOutput output, long nowMillis) {
        window = Math.min(limits.inFlightOut(), receiveMaximum);
        toResend = inFlight == null || inFlight.size() == 0 ? null : new ArrayDeque<>(inFlight.inOrder());
        drain(output, nowMillis);
    }

    /**
     * Takes out messages that the client has not completed and somebody else could have: those that wait, and those of
     * QoS 1 in flight. One of QoS 2 in flight stays with its client [MQTT-4.8.2-5].
     */
    public List<Taken> takeBack(Predicate<Outgoing> wanted) {
        List<Taken> taken = new ArrayList<>();
        if (inFlight != null) {
            for (InFlight.Unacknowledged sent : inFlight.inOrder()) {
                sent.message()
                        .filter(message -> message.qos() == 1 && wanted.test(message))
                        .ifPresent(message -> {
                            sent().remove(sent.packetId());
                            taken.add(new Taken(message, sent.sequence()));
                        });
            }
        }
        if (queue != null) {
            queue.take(wanted).forEach(waiting -> taken.add(new Taken(waiting.message(), waiting.sequence())));
        }
        return taken;
    }

    /** @param sequence to be {@link SessionJournal#completed completed} when somebody else has the message for good */
    public record Taken(Outgoing message, long sequence) {}

    /** Sent and not acknowledged. */
    public int inFlightCount() {
        return inFlight == null ? 0 : inFlight.size();
    }

    /** Waiting to be sent. */
    public int queuedCount() {
        return queue == null ? 0 : queue.size();
    }

    /** The payloads, topics and objects that wait to be sent. */
    public long queuedBytes() {
        return queue == null ? 0 : queue.bytes();
    }

    /** True when all is sent again. */
    private boolean resend(ArrayDeque<InFlight.Unacknowledged> waiting, SessionOutput output) {
        InFlight sent = sent();
        while (sent.size() - waiting.size() < window && output.isReady()) {
            InFlight.Unacknowledged next = waiting.poll();
            if (next == null) {
                toResend = null;
                return true;
            }
            if (!sent.contains(next.packetId())) {
                continue; // Acknowledged meanwhile, before it was sent again.
            }
            if (next.message().isEmpty()) {
                journal.inOrder(() -> output.release(next.packetId(), ReasonCode.SUCCESS));
            } else if (!output.mayReceive(next.message().get())) {
                complete(next.packetId());
            } else if (next.message().get().qos() == 1) {
                output.publish(next.message().get(), next.packetId(), limits.redeliverWithDup());
            } else {
                journal.inOrder(() -> resend(next, output));
            }
        }
        return false;
    }

    private void resend(InFlight.Unacknowledged again, SessionOutput output) {
        if (inFlight != null
                && inFlight.awaits(again.packetId(), 2)
                && inFlight.sequence(again.packetId()) == again.sequence()) {
            output.publish(again.message().orElseThrow(), again.packetId(), limits.redeliverWithDup());
        }
    }

    private InFlight sent() {
        if (inFlight == null) {
            inFlight = new InFlight();
        }
        return inFlight;
    }

    private WaitingQueue waiting() {
        if (queue == null) {
            queue = new WaitingQueue(limits);
        }
        return queue;
    }

    private Delivery enqueue(Outgoing message) {
        WaitingQueue waiting = waiting();
        if (waiting.isFullFor(message)) {
            return Delivery.DROPPED;
        }
        long sequence = ++lastSequence;
        waiting.add(message, sequence);
        journal.queued(sequence, message);
        return Delivery.QUEUED;
    }
}
