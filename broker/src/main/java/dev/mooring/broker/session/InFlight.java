package dev.mooring.broker.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages sent with a packet id and not yet acknowledged. A table that packet ids index by their low bits: ids are
 * given in order, so a slot is nearly always free and neither sending nor acknowledging hashes or allocates.
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
    private long sent;

    int size() {
        return size;
    }

    /**
     * Takes the next free packet id for a message.
     *
     * @return 1..65535
     */
    int add(Outgoing message) {
        if (2 * (size + 1) > ids.length) {
            grow();
        }
        int mask = ids.length - 1;
        do {
            lastId = lastId == MAX_PACKET_ID ? 1 : lastId + 1;
        } while (ids[lastId & mask] != 0);
        place(lastId, message, sent++);
        size++;
        return lastId;
    }

    /** Forgets a message; false when no message has this id (a late or invented acknowledgement). */
    boolean remove(int packetId) {
        if (ids.length == 0) {
            return false;
        }
        int slot = packetId & (ids.length - 1);
        if (ids[slot] != packetId || packetId == 0) {
            return false;
        }
        ids[slot] = 0;
        messages[slot] = null;
        size--;
        return true;
    }

    /** All of them in the order first sent. */
    List<Unacknowledged> inOrder() {
        List<Unacknowledged> list = new ArrayList<>(size);
        for (int slot = 0; slot < ids.length; slot++) {
            Outgoing message = messages[slot];
            if (message != null) {
                list.add(new Unacknowledged(ids[slot], message, order[slot]));
            }
        }
        list.sort(Comparator.comparingLong(Unacknowledged::order));
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
            Outgoing message = oldMessages[slot];
            if (message != null) {
                place(oldIds[slot], message, oldOrder[slot]);
            }
        }
    }

    private void place(int packetId, Outgoing message, long sequence) {
        int slot = packetId & (ids.length - 1);
        ids[slot] = packetId;
        messages[slot] = message;
        order[slot] = sequence;
    }

    record Unacknowledged(int packetId, Outgoing message, long order) {}
}
