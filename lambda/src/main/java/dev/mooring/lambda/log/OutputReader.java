package dev.mooring.lambda.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Reads everything one process prints, always, so that the process never blocks on a full pipe; keeps lines up to a
 * budget an invocation and says how much it dropped.
 *
 * <p>Output comes through a pipe, the response through the Runtime API. So that a log is complete when its invocation
 * is reported, the bootstrap prints {@code NUL MARK ':' REQUEST-ID LF} before it responds; the mark is a secret of the
 * process, and the line is not part of the log.
 */
public final class OutputReader {
    /** A longer line is cut into several, as CloudWatch Logs limits an event. */
    static final int MAX_LINE_BYTES = 256 * 1024;

    private final InputStream output;
    private final byte[] mark;
    private final FunctionLog log;
    private final Consumer<byte[]> copy;
    private final long budgetBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition marked = lock.newCondition();
    /** The rest is guarded by the lock. */
    private LogTail tail = new LogTail(LogTail.AWS_BYTES);

    private String lastMarked = "";
    private long left;
    private long dropped;
    private long lines;

    /**
     * @param mark printed by the bootstrap before each response
     * @param copy receives each line that is kept, with its line feed; must not block
     * @param budgetBytes kept of the output of one invocation
     */
    public OutputReader(InputStream output, String mark, FunctionLog log, Consumer<byte[]> copy, long budgetBytes) {
        this.output = output;
        this.mark = ("\0" + mark + ":").getBytes(StandardCharsets.UTF_8);
        this.log = log;
        this.copy = copy;
        this.budgetBytes = budgetBytes;
        this.left = budgetBytes;
    }

    /** Reads until the process and all that share its output have closed it. Needs a thread of its own. */
    public void run() {
        byte[] buffer = new byte[16 * 1024];
        try (output) {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                accept(buffer, n);
            }
        } catch (IOException e) {
            // The process was killed while we read: what came until then is all there is.
        } finally {
            if (line.size() > 0) {
                line.write('\n');
                endLine();
            }
            end.countDown();
        }
    }

    /** A new invocation's log begins: fresh tail, fresh budget. */
    public void begin() {
        lock.lock();
        try {
            tail = new LogTail(LogTail.AWS_BYTES);
            left = budgetBytes;
            dropped = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a line of the platform's own, without line feed; never dropped. */
    public void platform(String text) {
        lock.lock();
        try {
            write((text + "\n").getBytes(StandardCharsets.UTF_8));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything printed before the response of the request has been read; gives up quietly. */
    public void awaitMark(String requestId, long millis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (!lastMarked.equals(requestId) && nanos > 0 && end.getCount() > 0) {
                nanos = marked.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing more comes for a while, for a process that prints no marks; gives up quietly. */
    public void awaitQuiet(long quietMillis, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            long seen;
            do {
                seen = lines;
                long quiet = TimeUnit.MILLISECONDS.toNanos(quietMillis);
                while (seen == lines && quiet > 0) {
                    quiet = marked.awaitNanos(quiet);
                }
            } while (seen != lines && System.nanoTime() < deadline && end.getCount() > 0);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a dead process's last output has been read; gives up quietly. */
    public void awaitEnd(long millis) throws InterruptedException {
        boolean ended = end.await(millis, TimeUnit.MILLISECONDS);
        if (!ended) {
            platform("(output of a surviving child process is not waited for)");
        }
    }

    /** Says how much was dropped, if anything. */
    public void reportDropped() {
        lock.lock();
        try {
            if (dropped > 0) {
                write(("(" + dropped + " bytes of output dropped: over the limit of " + budgetBytes
                                + " bytes an invocation)\n")
                        .getBytes(StandardCharsets.UTF_8));
                dropped = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    public byte[] tail() {
        lock.lock();
        try {
            return tail.bytes();
        } finally {
            lock.unlock();
        }
    }

    private void accept(byte[] buffer, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                line.write(buffer, start, i + 1 - start);
                start = i + 1;
                endLine();
            }
        }
        while (start < length) {
            int room = Math.min(length - start, MAX_LINE_BYTES - line.size());
            line.write(buffer, start, room);
            start += room;
            if (line.size() >= MAX_LINE_BYTES) {
                line.write('\n');
                endLine();
            }
        }
    }

    /** The line has its line feed. */
    private void endLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        int at = indexOfMark(bytes);
        lock.lock();
        try {
            if (at < 0) {
                keep(bytes);
                return;
            }
            if (at > 0) {
                // What the function printed without a line feed stands before the mark.
                byte[] before = Arrays.copyOf(bytes, at + 1);
                before[at] = '\n';
                keep(before);
            }
            int id = at + mark.length;
            lastMarked = new String(bytes, id, bytes.length - id - 1, StandardCharsets.UTF_8);
            marked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keep(byte[] bytes) {
        lines++;
        marked.signalAll();
        if (bytes.length > left) {
            dropped += bytes.length;
        } else {
            left -= bytes.length;
            write(bytes);
        }
    }

    private void write(byte[] bytes) {
        tail.append(bytes);
        log.append(bytes);
        copy.accept(bytes);
    }

    private int indexOfMark(byte[] bytes) {
        for (int i = 0; i <= bytes.length - mark.length - 1; i++) {
            if (bytes[i] == 0 && Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }
}
