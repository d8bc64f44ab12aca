package dev.mooring.server.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

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

    /** The bearer token of {@code /mooring/metrics}. */
    public Path metricsToken() {
        return path.resolve("metrics-token");
    }

    /** Descriptor files of Protocol Buffers, by bucket and key: the operator puts them there, if he likes. */
    public Path descriptors() {
        return path.resolve("descriptors");
    }

    /** What stand-ins of other services keep in files. */
    public Path targets() {
        return path.resolve("targets");
    }

    /** Traffic, minute by minute; a file a day. */
    public Path history() {
        return path.resolve("history");
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
            FileChannel channel = FileChannel.open(
                    lockFile(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), mode(path, "rw-------"));
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

    /** The server that runs on this directory, as it describes itself. */
    public Optional<Endpoints> runningServer() {
        try {
            return Endpoints.read(endpoints()).filter(at -> at.hasLiveProcess() && isLocked());
        } catch (IllegalStateException damaged) {
            if (isLocked()) {
                throw damaged;
            }
            return Optional.empty(); // Left behind: nobody needs it any more.
        }
    }

    /** Asks for a shared lock, so that two who ask at once do not see each other. */
    private boolean isLocked() {
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // By a server inside this process.
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + lockFile(), e);
        }
    }

    private Path lockFile() {
        return path.resolve("lock");
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
