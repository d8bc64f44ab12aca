package dev.mooring.broker.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages sent with a packet id and not yet acknowledged. A table that packet ids index by their low bits: ids are
 * given in order, so a slot is nearly always free and neither sending nor acknowledging hashes or allocates.
 *
 * <p>A message of QoS 2 is let go when the client has it (PUBREC); its id stays taken until PUBCOMP. Such an id is called
 * released, since PUBREL has been sent for it.
 *
 * <p>Not safe for threads: owned by its session.
 */
final class InFlight {
    static final int MAX_WINDOW = 4096;
    private static final int MAX_PACKET_ID = 65_535;

    private int[] ids = new int[0];
    private @Nullable Outgoing[] messages = new Outgoing[0];
    private long[] order = new long[0];
    private int size;
    private int lastId;

    int size() {
        return size;
    }

    /**
     * Takes the next free packet id for a message.
     *
     * @param sequence its place in the session's order
     * @return 1..65535
     */
    int add(Outgoing message, long sequence) {
        if (2 * (size + 1) > ids.length) {
            grow();
        }
        int mask = ids.length - 1;
        do {
            lastId = lastId == MAX_PACKET_ID ? 1 : lastId + 1;
        } while (ids[lastId & mask] != 0);
        place(lastId, message, sequence);
        size++;
        return lastId;
    }

    /** As it was in flight before the process ended. */
    void restore(int packetId, @Nullable Outgoing message, long sequence) {
        while (2 * (size + 1) > ids.length || ids[slot(packetId)] != 0) {
            grow();
        }
        place(packetId, message, sequence);
        size++;
        lastId = packetId;
    }

    /** The packet id given last; 0 if none has been. */
    int lastId() {
        return lastId;
    }

    /** The sequence of the message with this id, which is {@link #contains contained}. */
    long sequence(int packetId) {
        return order[slot(packetId)];
    }

    boolean contains(int packetId) {
        return ids.length != 0 && packetId != 0 && ids[slot(packetId)] == packetId;
    }

    /** Whether PUBREL has been sent for this id and PUBCOMP not come yet. */
    boolean isReleased(int packetId) {
        return contains(packetId) && messages[slot(packetId)] == null;
    }

    /** Whether a message with this id and QoS waits for its acknowledgement. */
    boolean awaits(int packetId, int qos) {
        if (!contains(packetId)) {
            return false;
        }
        Outgoing message = messages[slot(packetId)];
        return message != null && message.qos() == qos;
    }

    /** The client has the message of QoS 2: only the id is still needed. */
    void release(int packetId) {
        messages[slot(packetId)] = null;
    }

    /** Forgets an id that is {@link #contains contained}, and its message. */
    void remove(int packetId) {
        int slot = slot(packetId);
        ids[slot] = 0;
        messages[slot] = null;
        size--;
    }

    private int slot(int packetId) {
        return packetId & (ids.length - 1);
    }

    /** All of them in the session's order. */
    List<Unacknowledged> inOrder() {
        List<Unacknowledged> list = new ArrayList<>(size);
        for (int slot = 0; slot < ids.length; slot++) {
            if (ids[slot] != 0) {
                list.add(new Unacknowledged(ids[slot], Optional.ofNullable(messages[slot]), order[slot]));
            }
        }
        list.sort(Comparator.comparingLong(Unacknowledged::sequence));
        return list;
    }

    /** Doubling keeps entries apart: two ids with different low bits have different lower-and-one-more bits. */
    private void grow() {
        int[] oldIds = ids;
        @Nullable Outgoing[] oldMessages = messages;
        long[] oldOrder = order;
        int capacity = Math.max(8, ids.length * 2);
        ids = new int[capacity];
        messages = new Outgoing[capacity];
        order = Arrays.copyOf(order, capacity);
        for (int slot = 0; slot < oldIds.length; slot++) {
            if (oldIds[slot] != 0) {
                place(oldIds[slot], oldMessages[slot], oldOrder[slot]);
            }
        }
    }

    private void place(int packetId, @Nullable Outgoing message, long sequence) {
        int slot = slot(packetId);
        ids[slot] = packetId;
        messages[slot] = message;
        order[slot] = sequence;
    }

    /** @param message empty once the id is released */
    record Unacknowledged(int packetId, Optional<Outgoing> message, long sequence) {}
}
