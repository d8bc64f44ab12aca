package dev.mooring.broker.session;

import java.util.BitSet;

/**
 * The packet ids of QoS 2 messages that a client has sent and not yet released: a PUBLISH with one of them is a
 * repetition and must not be routed again [MQTT-4.3.3-10]. At most 8 KB.
 *
 * <p>Not safe for threads: owned by its session.
 */
final class ReceivedIds {
    private final BitSet ids = new BitSet();
    private int size;

    boolean contains(int packetId) {
        return ids.get(packetId);
    }

    int size() {
        return size;
    }

    void add(int packetId) {
        if (!ids.get(packetId)) {
            ids.set(packetId);
            size++;
        }
    }

    boolean remove(int packetId) {
        if (!ids.get(packetId)) {
            return false;
        }
        ids.clear(packetId);
        size--;
        return true;
    }
}
