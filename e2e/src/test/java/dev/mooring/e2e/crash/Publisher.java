package dev.mooring.e2e.crash;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Publishes the numbers 1, 2, 3… in order on one topic, and knows which of them were acknowledged. Comes back after each
 * break and sends again what was not, as MQTT wants it: with the same packet id.
 */
final class Publisher implements AutoCloseable {
    private static final int WINDOW = 20;

    private final String name;
    private final int qos;
    private final boolean retain;
    private final IntSupplier port;
    private final Thread thread;

    /** Packet id to what is not acknowledged yet, in order. Guarded by this. */
    private final Map<Integer, Sent> sent = new LinkedHashMap<>();

    private long lastSent;
    private long allowed;
    private volatile long lastAcknowledged;
    private volatile boolean closing;

    private static final class Sent {
        final long number;
        boolean received;

        Sent(long number) {
            this.number = number;
        }
    }

    Publisher(String name, int qos, boolean retain, IntSupplier port) {
        this.name = name;
        this.qos = qos;
        this.retain = retain;
        this.port = port;
        thread = Thread.ofVirtual().name("publisher-" + name).start(this::run);
    }

    String topic() {
        return "load/" + name;
    }

    /** Lets it send so many more. */
    synchronized void allow(long more) {
        allowed += more;
        notifyAll();
    }

    /** All numbers up to this are acknowledged: they are acknowledged in order. */
    long lastAcknowledged() {
        return lastAcknowledged;
    }

    synchronized boolean isDone() {
        return sent.isEmpty() && lastSent == allowed;
    }

    synchronized long lastSent() {
        return lastSent;
    }

    private void run() {
        while (!closing) {
            try (Wire wire = new Wire(port.getAsInt(), "publisher-" + name)) {
                resend(wire);
                Thread sender = Thread.ofVirtual().start(() -> send(wire));
                try {
                    while (true) {
                        received(wire, wire.read());
                    }
                } finally {
                    sender.interrupt();
                    join(sender);
                }
            } catch (IOException e) {
                Retry.pause(); // The server is down: that is what this test is about.
            }
        }
    }

    private synchronized void resend(Wire wire) throws IOException {
        for (Map.Entry<Integer, Sent> entry : sent.entrySet()) {
            if (entry.getValue().received) {
                wire.acknowledge(Wire.PUBREL, entry.getKey());
            } else {
                wire.publish(topic(), name + ":" + entry.getValue().number, qos, retain, true, entry.getKey());
            }
        }
    }

    private void send(Wire wire) {
        try {
            while (true) {
                sendOne(wire);
            }
        } catch (IOException | InterruptedException e) {
            // The reader sees the end too.
        }
    }

    private synchronized void sendOne(Wire wire) throws IOException, InterruptedException {
        while (sent.size() >= WINDOW || lastSent == allowed) {
            wait();
        }
        long number = ++lastSent;
        int packetId = (int) (number % 60_000) + 1;
        sent.put(packetId, new Sent(number));
        wire.publish(topic(), name + ":" + number, qos, retain, false, packetId);
    }

    private synchronized void received(Wire wire, Wire.Packet packet) throws IOException {
        Sent known = sent.get(packet.packetId());
        switch (packet.type()) {
            case Wire.PUBACK, Wire.PUBCOMP -> {
                if (known != null) {
                    Iterator<Sent> oldest = sent.values().iterator();
                    if (oldest.next() != known) {
                        throw new AssertionError(name + ": acknowledged out of order: " + known.number);
                    }
                    sent.remove(packet.packetId());
                    lastAcknowledged = known.number;
                    notifyAll();
                }
            }
            case Wire.PUBREC -> {
                if (known != null) {
                    known.received = true;
                }
                wire.acknowledge(Wire.PUBREL, packet.packetId());
            }
            default -> throw new AssertionError(name + ": unexpected packet " + packet);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }
}
