package dev.mooring.broker.session;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One client's session: subscriptions, messages in flight, messages that wait. It outlives connections when the client
 * asked for that.
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

    private final SessionLimits limits;
    private final int window;
    private @Nullable Map<String, Integer> subscriptions;
    private @Nullable InFlight inFlight;
    private @Nullable ArrayDeque<Outgoing> queue;
    private long queuedBytes;

    /** @param receiveMaximum what the client is willing to have in flight; the lower of it and the limit counts */
    public SessionState(SessionLimits limits, int receiveMaximum) {
        this.limits = limits;
        this.window = Math.min(limits.inFlightOut(), receiveMaximum);
    }

    // ---- subscriptions

    /** Filter to granted QoS, in the order first subscribed. A view. */
    public Map<String, Integer> subscriptions() {
        return subscriptions == null ? Map.of() : subscriptions;
    }

    /** False when this filter is new and the session has all the subscriptions it may have. */
    public boolean subscribe(String filter, int qos) {
        Map<String, Integer> map = subscriptions;
        if (map == null) {
            map = new LinkedHashMap<>(4);
            subscriptions = map;
        }
        if (map.size() >= limits.subscriptions() && !map.containsKey(filter)) {
            return false;
        }
        map.put(filter, qos);
        return true;
    }

    /** False when there was no such subscription. */
    public boolean unsubscribe(String filter) {
        return subscriptions != null && subscriptions.remove(filter) != null;
    }

    /** The QoS granted for a filter. */
    public OptionalInt grantedQos(String filter) {
        Integer qos = subscriptions().get(filter);
        return qos == null ? OptionalInt.empty() : OptionalInt.of(qos);
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
        InFlight sent = inFlight;
        if (sent == null) {
            sent = new InFlight();
            inFlight = sent;
        }
        if (sent.size() < window && (queue == null || queue.isEmpty()) && output.isReady()) {
            output.publish(message, sent.add(message), false);
            return Delivery.SENT;
        }
        return enqueue(message);
    }

    /** PUBACK: the message is done and its place in the window goes to the next. False for an unknown packet id. */
    public boolean acknowledged(int packetId, SessionOutput output, long nowMillis) {
        if (inFlight == null || !inFlight.remove(packetId)) {
            return false;
        }
        drain(output, nowMillis);
        return true;
    }

    /** Sends what waits, as far as window and socket allow. Expired messages are left out. */
    public void drain(SessionOutput output, long nowMillis) {
        ArrayDeque<Outgoing> waiting = queue;
        if (waiting == null) {
            return;
        }
        InFlight sent = inFlight;
        if (sent == null) {
            sent = new InFlight();
            inFlight = sent;
        }
        while (sent.size() < window && output.isReady()) {
            Outgoing next = waiting.poll();
            if (next == null) {
                queue = null;
                return;
            }
            queuedBytes -= next.queuedBytes();
            if (!next.isExpired(nowMillis) && output.mayReceive(next)) {
                output.publish(next, sent.add(next), false);
            }
        }
    }

    // ---- the client away and back

    /** A message for a client that is not connected. */
    public Delivery store(Outgoing message) {
        return message.qos() == 0 ? Delivery.NOT_STORED : enqueue(message);
    }

    /**
     * The client is back: sends again what it did not acknowledge, in order [MQTT-4.4.0-1], then what waits. What it
     * may no longer receive is forgotten.
     */
    public void resume(SessionOutput output, long nowMillis) {
        if (inFlight != null) {
            for (InFlight.Unacknowledged sent : inFlight.inOrder()) {
                if (output.mayReceive(sent.message())) {
                    output.publish(sent.message(), sent.packetId(), limits.redeliverWithDup());
                } else {
                    inFlight.remove(sent.packetId());
                }
            }
        }
        drain(output, nowMillis);
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
        return queuedBytes;
    }

    private Delivery enqueue(Outgoing message) {
        ArrayDeque<Outgoing> waiting = queue;
        if (waiting == null) {
            waiting = new ArrayDeque<>();
            queue = waiting;
        }
        if (waiting.size() >= limits.queuedMessages() || queuedBytes + message.queuedBytes() > limits.queuedBytes()) {
            return Delivery.DROPPED;
        }
        waiting.add(message);
        queuedBytes += message.queuedBytes();
        return Delivery.QUEUED;
    }
}
