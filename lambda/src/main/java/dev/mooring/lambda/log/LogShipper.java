package dev.mooring.lambda.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries lines to the log service in batches, so that no invocation waits for it. What it cannot keep up with is dropped
 * and told: the function's log file has it all. A thread runs only while there is something to carry.
 */
public final class LogShipper implements AutoCloseable {
    /** Of lines that wait; a line may have 256 KB. */
    private static final long MAX_WAITING_BYTES = 8 << 20;

    private static final int BATCH = 1000;
    /** Lines of one invocation go together. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(LogShipper.class);

    private final LogDelivery delivery;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The rest is guarded by the lock. */
    private final Deque<Waiting> queue = new ArrayDeque<>();

    private long waitingBytes;
    private long dropped;
    private boolean running;
    private boolean closed;

    private record Waiting(LogDelivery.Stream stream, Instant time, byte[] line) {}

    public LogShipper(LogDelivery delivery, InstantSource clock) {
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Never blocks. */
    public void accept(LogDelivery.Stream stream, byte[] line) {
        Instant now = clock.instant();
        lock.lock();
        try {
            if (closed || waitingBytes + line.length > MAX_WAITING_BYTES) {
                dropped++;
                return;
            }
            queue.add(new Waiting(stream, now, line));
            waitingBytes += line.length;
            if (!running) {
                running = true;
                Thread.ofVirtual().name("lambda-logs").start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Carries what waits, within limits of time. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            long nanos = CLOSING.toNanos();
            while (running && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            gather();
            for (List<Waiting> batch = take(); !batch.isEmpty(); batch = take()) {
                carry(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void gather() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = GATHERING.toNanos();
            while (!closed && nanos > 0 && queue.size() < BATCH) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Empty when nothing waits: the thread ends then. */
    private List<Waiting> take() {
        lock.lock();
        try {
            List<Waiting> batch = new ArrayList<>();
            while (batch.size() < BATCH && !queue.isEmpty()) {
                Waiting next = queue.removeFirst();
                waitingBytes -= next.line().length;
                batch.add(next);
            }
            if (batch.isEmpty()) {
                running = false;
                changed.signalAll();
            }
            if (dropped > 0) {
                LOG.warn("{} lines of functions' logs did not reach CloudWatch Logs; the log files have them", dropped);
                dropped = 0;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void carry(List<Waiting> batch) {
        Map<LogDelivery.Stream, List<LogDelivery.Line>> byStream = new LinkedHashMap<>();
        for (Waiting each : batch) {
            byStream.computeIfAbsent(each.stream(), stream -> new ArrayList<>())
                    .add(new LogDelivery.Line(each.time(), new String(each.line(), StandardCharsets.UTF_8)));
        }
        byStream.forEach((stream, lines) -> {
            try {
                delivery.deliver(stream, lines);
            } catch (RuntimeException e) {
                LOG.warn("{} lines of {} did not reach CloudWatch Logs", lines.size(), stream.group(), e);
            }
        });
    }
}
