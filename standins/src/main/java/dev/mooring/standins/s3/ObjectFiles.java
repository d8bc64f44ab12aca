package dev.mooring.standins.s3;

import dev.mooring.core.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The files of objects: {@code DIR/ACCOUNT/REGION/BUCKET/key/with/slashes}. A key whose path would not be a plain one
 * (dot segments, empty or long segments, characters that file systems do not share, or the key of another object on its
 * way) has its file under {@code .other/} by its hash. So no key leads out of its bucket.
 *
 * <p>A file is written beside, forced to disk and moved into place: a reader sees the old content or the new.
 */
final class ObjectFiles {
    private static final String OTHER = ".other";
    private static final int MAX_SEGMENT_BYTES = 200;
    private static final String PLAIN = "!_-.*'() @&=+$,;~#^";

    private final Path root;

    ObjectFiles(Path root) {
        this.root = root;
    }

    private Path bucket(Tenant tenant, String bucket) {
        return root.resolve(tenant.account()).resolve(tenant.region()).resolve(bucket);
    }

    /**
     * Writes an object's content.
     *
     * @return the file, relative to its bucket
     */
    String write(Tenant tenant, String bucket, String key, byte[] content) {
        Path directory = bucket(tenant, bucket);
        try {
            Path temporary = directory.resolve(OTHER).resolve("tmp-" + UUID.randomUUID());
            Files.createDirectories(directory.resolve(OTHER));
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            String name = isPlain(key) && place(temporary, directory.resolve(key)) ? key : OTHER + "/" + hash(key);
            if (!name.equals(key)) {
                Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False when another object's file or directory stands there. */
    private static boolean place(Path temporary, Path file) {
        try {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Files.createDirectories(file.getParent());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException inTheWay) {
            return false;
        }
    }

    static boolean isPlain(String key) {
        for (String segment : key.split("/", -1)) {
            boolean plain = !segment.isEmpty()
                    && !segment.startsWith(".")
                    && !segment.endsWith(".")
                    && segment.getBytes(StandardCharsets.UTF_8).length <= MAX_SEGMENT_BYTES
                    && segment.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (!plain) {
                return false;
            }
        }
        return key.length() <= 900;
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @param name as {@link #write} returned it */
    byte[] read(Tenant tenant, String bucket, String name) {
        try {
            return Files.readAllBytes(bucket(tenant, bucket).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the file, and directories that become empty. */
    void delete(Tenant tenant, String bucket, String name) {
        Path directory = bucket(tenant, bucket);
        Path file = directory.resolve(name);
        try {
            Files.deleteIfExists(file);
            for (Path parent = file.getParent();
                    parent != null && !parent.equals(directory);
                    parent = parent.getParent()) {
                Files.delete(parent);
            }
        } catch (IOException notEmpty) {
            // Others live there.
        }
    }

    void deleteBucket(Tenant tenant, String bucket) {
        try {
            Files.walkFileTree(bucket(tenant, bucket), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException neverUsed) {
            // A bucket without objects has no directory.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
