package dev.mooring.standins.firehose;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.s3.Buckets;
import dev.mooring.store.StoreException;
import dev.mooring.store.TargetLogEntry;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers records in the store and writes them to the bucket when there are enough, or the first has waited long enough.
 * A crash between writing and forgetting writes them twice, as AWS may too.
 *
 * <p>One virtual thread a stream that has records. Guarded by this: which streams have one, and how much waits. The threads are
 * woken by notification, never by interruption, which would break what they do with the database.
 */
final class Buffers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Buffers.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** Records of a kilobyte fill the largest buffer with that many. */
    private static final int MAX_RECORDS = 200_000;

    private final StandInPorts ports;
    private final Buckets buckets;
    private final Sequence sequence;
    private final Map<Key, Thread> writers = new HashMap<>();
    /** Bytes that wait, as far as this run knows. */
    private final Map<Key, Long> waiting = new HashMap<>();

    private boolean closed;

    private record Key(Tenant tenant, String stream) {}

    Buffers(StandInPorts ports, Buckets buckets) {
        this.ports = ports;
        this.buckets = buckets;
        this.sequence = new Sequence(ports.clock());
    }

    /** When this returns the records survive {@code kill -9}. */
    void append(Tenant tenant, DeliveryStream stream, List<byte[]> records, Instant now) {
        ports.store().write(tables -> {
            for (byte[] data : records) {
                tables.targetLog(tenant)
                        .append(
                                stream.log(),
                                new TargetLogEntry(
                                        sequence.next(),
                                        now,
                                        Base64.getEncoder().encodeToString(data)));
            }
            return true;
        });
        Key key = new Key(tenant, stream.name());
        long bytes = records.stream().mapToLong(data -> data.length).sum();
        synchronized (this) {
            waiting.merge(key, bytes, Long::sum);
            start(key);
            notifyAll();
        }
    }

    void resume(Tenant tenant, DeliveryStream stream) {
        start(new Key(tenant, stream.name()));
    }

    private synchronized void start(Key key) {
        if (!closed) {
            writers.computeIfAbsent(
                    key, k -> Thread.ofVirtual().name("firehose-" + k.stream()).start(() -> run(k)));
        }
    }

    private void run(Key key) {
        try {
            while (!isClosed()) {
                try {
                    if (!work(key) && ends(key)) {
                        return;
                    }
                } catch (ApiException | StoreException | UncheckedIOException e) {
                    LOG.warn("Delivery stream {} cannot write to its bucket: {}", key.stream(), e.getMessage());
                    pause(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes an object, or waits for its time. False when no record waits. */
    private boolean work(Key key) throws InterruptedException {
        Optional<DeliveryStream> stream = ports.store()
                .read(tables -> tables.targetResources(key.tenant()).find(DeliveryStream.KIND, key.stream()))
                .map(DeliveryStream::of);
        if (stream.isEmpty()) {
            return false;
        }
        List<TargetLogEntry> first = ports.store().read(tables -> tables.targetLog(key.tenant())
                .after(stream.get().log(), -1, 1));
        if (first.isEmpty()) {
            return false;
        }
        Duration left = Duration.between(
                ports.clock().instant(),
                first.getFirst().time().plus(stream.get().interval()));
        if (!left.isPositive() || !awaitFull(key, stream.get(), left)) {
            flush(key, stream.get());
        }
        return true;
    }

    /** True when the server stops; false when the buffer is full or the time is over. */
    private synchronized boolean awaitFull(Key key, DeliveryStream stream, Duration longest)
            throws InterruptedException {
        long limit = (long) stream.megabytes() << 20;
        long deadline = System.nanoTime() + longest.toNanos();
        while (!closed && waiting.getOrDefault(key, 0L) < limit) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return closed;
    }

    private synchronized void pause(Duration pause) throws InterruptedException {
        long deadline = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); !closed && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends unless records came in the meantime. */
    private synchronized boolean ends(Key key) {
        if (!closed && waiting.remove(key) != null) {
            return false;
        }
        writers.remove(key);
        return true;
    }

    private void flush(Key key, DeliveryStream stream) {
        List<TargetLogEntry> entries =
                ports.store().read(tables -> tables.targetLog(key.tenant()).after(stream.log(), -1, MAX_RECORDS));
        List<TargetLogEntry> taken = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (TargetLogEntry entry : entries) {
            content.writeBytes(Base64.getDecoder().decode(entry.body()));
            taken.add(entry);
            if (content.size() >= stream.megabytes() << 20) {
                break;
            }
        }
        String object = ObjectNames.of(
                stream.name(),
                stream.prefix(),
                stream.suffix(),
                taken.getFirst().time(),
                UUID.randomUUID());
        buckets.deliver(key.tenant(), stream.bucket(), object, content.toByteArray());
        ports.store().write(tables -> {
            tables.targetLog(key.tenant())
                    .deleteThrough(stream.log(), taken.getLast().position());
            return true;
        });
        synchronized (this) {
            waiting.computeIfPresent(key, (k, bytes) -> Math.max(0, bytes - content.size()));
        }
    }

    /** What waits is in the store. */
    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            closed = true;
            notifyAll();
            running = List.copyOf(writers.values());
        }
        for (Thread thread : running) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
