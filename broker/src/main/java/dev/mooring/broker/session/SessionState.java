package dev.mooring.broker.session;

import dev.mooring.core.reason.ReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private final Subscriptions subscriptions;
    private int window;
    private @Nullable InFlight inFlight;
    private @Nullable WaitingQueue queue;
    private @Nullable ReceivedIds received;

    /** In flight before the client was away, and its window has had no place for them yet. */
    private @Nullable ArrayDeque<InFlight.Unacknowledged> toResend;

    public SessionState(SessionLimits limits) {
        this.limits = limits;
        this.subscriptions = new Subscriptions(limits.subscriptions());
        this.window = limits.inFlightOut();
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
            output.publish(message, sent.add(message), false);
            return Delivery.SENT;
        }
        return enqueue(message);
    }

    /** PUBACK: the message is done and its place in the window goes to the next. False for an unknown packet id. */
    public boolean acknowledged(int packetId, SessionOutput output, long nowMillis) {
        if (inFlight == null || !inFlight.awaits(packetId, 1)) {
            return false;
        }
        inFlight.remove(packetId);
        drain(output, nowMillis);
        return true;
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
            output.release(packetId, ReasonCode.SUCCESS);
        } else if (inFlight.awaits(packetId, 2)) {
            if (ReasonCode.isError(reasonCode)) {
                inFlight.remove(packetId);
                drain(output, nowMillis);
            } else {
                inFlight.release(packetId);
                output.release(packetId, ReasonCode.SUCCESS);
            }
        }
    }

    /** PUBCOMP: the packet id is free again. False for an id that was not released. */
    public boolean completed(int packetId, SessionOutput output, long nowMillis) {
        if (inFlight == null || !inFlight.isReleased(packetId)) {
            return false;
        }
        inFlight.remove(packetId);
        drain(output, nowMillis);
        return true;
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
            Outgoing next = waiting.poll();
            if (next == null) {
                queue = null;
                return;
            }
            if (!next.isExpired(nowMillis) && output.mayReceive(next)) {
                output.publish(next, sent.add(next), false);
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

    /** PUBREL; false when the id is unknown. */
    public boolean released(int packetId) {
        return received != null && received.remove(packetId);
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
    public List<Outgoing> takeBack(Predicate<Outgoing> wanted) {
        List<Outgoing> taken = new ArrayList<>();
        if (inFlight != null) {
            for (InFlight.Unacknowledged sent : inFlight.inOrder()) {
                sent.message()
                        .filter(message -> message.qos() == 1 && wanted.test(message))
                        .ifPresent(message -> {
                            sent().remove(sent.packetId());
                            taken.add(message);
                        });
            }
        }
        if (queue != null) {
            taken.addAll(queue.take(wanted));
        }
        return taken;
    }

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
                output.release(next.packetId(), ReasonCode.SUCCESS);
            } else if (output.mayReceive(next.message().get())) {
                output.publish(next.message().get(), next.packetId(), limits.redeliverWithDup());
            } else {
                sent.remove(next.packetId());
            }
        }
        return false;
    }

    private InFlight sent() {
        if (inFlight == null) {
            inFlight = new InFlight();
        }
        return inFlight;
    }

    private Delivery enqueue(Outgoing message) {
        if (queue == null) {
            queue = new WaitingQueue(limits);
        }
        return queue.add(message) ? Delivery.QUEUED : Delivery.DROPPED;
    }
}
