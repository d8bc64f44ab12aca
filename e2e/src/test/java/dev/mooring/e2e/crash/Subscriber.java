package dev.mooring.e2e.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A persistent session that writes down every number it is given, by topic. Keeps its side of QoS 2 across connections,
 * as a client on a device does.
 */
final class Subscriber implements AutoCloseable {
    private final String clientId;
    private final IntSupplier port;
    private final Thread thread;
    private final Map<String, List<Long>> delivered = new HashMap<>();

    /** Packet ids of QoS 2 that have been delivered and not been released. */
    private final Set<Integer> held = new HashSet<>();

    private @Nullable Wire wire;
    private boolean subscribed;
    private boolean away;
    private volatile boolean closing;

    Subscriber(String clientId, IntSupplier port) {
        this.clientId = clientId;
        this.port = port;
        thread = Thread.ofVirtual().name(clientId).start(this::run);
    }

    synchronized boolean isSubscribed() {
        return subscribed;
    }

    /** Leaves, or comes back. */
    synchronized void away(boolean leave) {
        away = leave;
        notifyAll();
        if (leave && wire != null) {
            try {
                wire.disconnect();
            } catch (IOException e) {
                // Gone already.
            }
            wire.close();
        }
    }

    /** In the order they came, with repetitions. */
    synchronized List<Long> delivered(String topic) {
        return List.copyOf(delivered.getOrDefault(topic, List.of()));
    }

    synchronized long highest(String topic) {
        return delivered.getOrDefault(topic, List.of()).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private void run() {
        while (!closing) {
            try (Wire opened = open()) {
                while (true) {
                    received(opened, opened.read());
                }
            } catch (IOException e) {
                Retry.pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Wire open() throws IOException, InterruptedException {
        synchronized (this) {
            while (away) {
                wait();
            }
        }
        Wire opened = new Wire(port.getAsInt(), clientId);
        synchronized (this) {
            wire = opened;
            if (!subscribed) {
                opened.subscribe("load/#", 2);
            }
        }
        return opened;
    }

    private synchronized void received(Wire from, Wire.Packet packet) throws IOException {
        switch (packet.type()) {
            case Wire.SUBACK -> subscribed = true;
            case Wire.PUBLISH -> {
                if (packet.qos() != 2 || held.add(packet.packetId())) {
                    delivered
                            .computeIfAbsent(packet.topic(), topic -> new ArrayList<>())
                            .add(number(packet.payload()));
                }
                from.acknowledge(packet.qos() == 2 ? Wire.PUBREC : Wire.PUBACK, packet.packetId());
            }
            case Wire.PUBREL -> {
                held.remove(packet.packetId());
                from.acknowledge(Wire.PUBCOMP, packet.packetId());
            }
            default -> throw new AssertionError(clientId + ": unexpected packet " + packet);
        }
    }

    private static long number(String payload) {
        return Long.parseLong(payload.substring(payload.indexOf(':') + 1));
    }

    @Override
    public void close() {
        closing = true;
        away(true);
        thread.interrupt();
    }
}
