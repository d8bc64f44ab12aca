package dev.mooring.lambda.log;

import dev.mooring.lambda.code.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function's log: {@code function.log}, and older parts in {@code function.1.log} (youngest) and so on. Its size is
 * bounded: the oldest part is dropped. All instances of the function share it; a whole line is written at once.
 *
 * <p>A disk that is full or broken must not stop functions: the first failure is reported, the text is lost.
 */
public final class FunctionLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionLog.class);

    private final Path directory;
    private final long maxFileBytes;
    private final int files;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FileChannel channel;
    private long size;
    private boolean failed;

    /**
     * @param directory made when it is missing
     * @param maxFileBytes a file that would grow beyond it is put aside first
     * @param files how many are kept, the current one included; at least 1
     */
    public FunctionLog(Path directory, long maxFileBytes, int files) {
        this.directory = directory;
        this.maxFileBytes = maxFileBytes;
        this.files = files;
    }

    /** The file that grows. */
    public Path current() {
        return directory.resolve("function.log");
    }

    /** Appends bytes that end with a line feed. */
    public void append(byte[] lines) {
        lock.lock();
        try {
            FileChannel open = channel;
            if (open == null) {
                open = open();
            } else if (size + lines.length > maxFileBytes && size > 0) {
                open.close();
                rotate();
                open = open();
            }
            for (ByteBuffer rest = ByteBuffer.wrap(lines); rest.hasRemaining(); ) {
                open.write(rest);
            }
            size += lines.length;
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("function output is lost: cannot write {}", current(), e);
                failed = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the file; the next append opens it again. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            LOG.warn("cannot close {}", current(), e);
        } finally {
            lock.unlock();
        }
    }

    private FileChannel open() throws IOException {
        PrivateFiles.createDirectories(directory);
        if (!Files.exists(current())) {
            PrivateFiles.create(current(), false).close();
        }
        FileChannel opened = FileChannel.open(current(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        size = opened.size();
        channel = opened;
        return opened;
    }

    private void rotate() throws IOException {
        channel = null;
        if (files == 1) {
            Files.deleteIfExists(current());
            return;
        }
        for (int age = files - 2; age >= 1; age--) {
            moveIfPresent(old(age), old(age + 1));
        }
        moveIfPresent(current(), old(1));
    }

    private Path old(int age) {
        return directory.resolve("function." + age + ".log");
    }

    private static void moveIfPresent(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // The log is young: this part does not exist yet.
        }
    }
}
