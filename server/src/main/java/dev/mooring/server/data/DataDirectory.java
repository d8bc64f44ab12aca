package dev.mooring.server.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory that holds everything this server knows. Others than its owner cannot look into it. */
public record DataDirectory(Path path) {
    public DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    public Path database() {
        return path.resolve("mooring.db");
    }

    public Path credentials() {
        return path.resolve("credentials");
    }

    public Path endpoints() {
        return path.resolve("endpoints.json");
    }

    public Path tls() {
        return path.resolve("tls");
    }

    /** The certificate devices must trust. */
    public Path rootCa() {
        return tls().resolve("root-ca.pem");
    }

    public Path lambda() {
        return path.resolve("lambda");
    }

    public void create() {
        makeDirectory(path);
        makeDirectory(tls());
        makeDirectory(lambda());
    }

    /**
     * Holds the directory for this process; two servers on one state would corrupt it.
     *
     * @throws IllegalStateException when another server holds it
     */
    public AutoCloseable lock() {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException e) {
                // Another server inside this process holds it: the same answer as for another process.
            }
            channel.close();
            throw new IllegalStateException(
                    "another Mooring is running on " + path + "; stop it, or give this one another --data directory");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + path, e);
        }
    }

    /** Writes a file that only the owner can read, so that a reader sees the old or the new one, never a part. */
    public static void writePrivate(Path file, String text) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(next);
            Files.createFile(next, mode(next, "rw-------"));
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(text));
                channel.force(true);
            }
            try {
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void makeDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Path parent = directory.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(directory, mode(directory, "rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + directory, e);
        }
    }

    private static FileAttribute<?>[] mode(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
