package dev.mooring.lambda.code;

import dev.mooring.core.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Deployment packages on disk, one a hash and tenant: {@code ROOT/ACCOUNT/REGION/.code/HEX/code.zip} is the truth
 * (forced to disk), {@code task/} beside it the unpacked tree, which is checked at its first use after a start and
 * made anew when a crash tore it. A package lives while a function names it or a {@link CodeLease} holds it.
 *
 * <p>Blocks; safe for any thread.
 */
public final class CodeStore {
    private static final String ZIP = "code.zip";
    private static final String TASK = "task";

    private final Path root;
    private final CodeLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Map<Path, Integer> leases = new HashMap<>();
    /** Packages whose tree was written or checked since the start. Guarded by the lock. */
    private final Set<Path> verified = new HashSet<>();

    public CodeStore(Path root, CodeLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    /** The form AWS calls CodeSha256. */
    public static String sha256(byte[] zip) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(zip));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Checks a package without keeping it. */
    public void verify(byte[] zip) throws CodeException {
        new Unpacker(zip, limits);
    }

    /**
     * Keeps a package, unpacked and on disk when this returns.
     *
     * @throws CodeException when it is refused; nothing of it stays
     */
    public CodeLease put(Tenant tenant, byte[] zip) throws CodeException {
        String sha256 = sha256(zip);
        Path home = home(tenant, sha256);
        CodeLease lease = lease(home, sha256);
        try {
            if (!Files.isRegularFile(home.resolve(ZIP))) {
                write(home, zip, new Unpacker(zip, limits));
            }
            ensureIntact(home);
            return lease;
        } catch (CodeException | RuntimeException e) {
            lease.close();
            throw e;
        } catch (IOException e) {
            lease.close();
            throw new UncheckedIOException("cannot store a deployment package below " + home, e);
        }
    }

    /**
     * Uses a package that {@link #put} kept, perhaps before a restart.
     *
     * @throws CodeException when it is gone or damaged beyond repair
     */
    public CodeLease open(Tenant tenant, String sha256) throws CodeException {
        Path home = home(tenant, sha256);
        CodeLease lease = lease(home, sha256);
        try {
            if (!Files.isRegularFile(home.resolve(ZIP))) {
                throw CodeException.invalid("the deployment package is missing from " + home
                        + "; upload it again with: aws lambda update-function-code");
            }
            ensureIntact(home);
            return lease;
        } catch (CodeException | RuntimeException e) {
            lease.close();
            throw e;
        } catch (IOException e) {
            lease.close();
            throw new UncheckedIOException("cannot read the deployment package in " + home, e);
        }
    }

    /** The package as it was uploaded. */
    public byte[] zip(Tenant tenant, String sha256) throws IOException {
        return Files.readAllBytes(home(tenant, sha256).resolve(ZIP));
    }

    /** Removes a package unless a lease holds it or {@code used} says that a function names it. */
    public void removeUnused(Tenant tenant, String sha256, BooleanSupplier used) {
        release(home(tenant, sha256), used);
    }

    /** Removes what a crash left behind: half-written packages, and those no function of the tenant names. */
    public void sweep(Tenant tenant, Predicate<String> used) {
        Path directory = directory(tenant);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var homes = Files.newDirectoryStream(directory)) {
            for (Path home : homes) {
                String hex = String.valueOf(home.getFileName());
                if (hex.matches("[0-9a-f]{64}")) {
                    String sha256 =
                            Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
                    release(home, () -> used.test(sha256));
                } else {
                    PrivateFiles.delete(home);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy " + directory, e);
        }
    }

    private CodeLease lease(Path home, String sha256) {
        lock.lock();
        try {
            leases.merge(home, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
        return new CodeLease(sha256, home.resolve(TASK), () -> giveBack(home));
    }

    private void giveBack(Path home) {
        lock.lock();
        try {
            leases.computeIfPresent(home, (h, n) -> n == 1 ? null : n - 1);
        } finally {
            lock.unlock();
        }
    }

    private void release(Path home, BooleanSupplier used) {
        lock.lock();
        try {
            if (leases.containsKey(home) || used.getAsBoolean() || !Files.exists(home)) {
                return;
            }
            verified.remove(home);
            Path trash = sibling(home);
            Files.move(home, trash, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.delete(trash);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the deployment package in " + home, e);
        } finally {
            lock.unlock();
        }
    }

    private void write(Path home, byte[] zip, Unpacker unpacker) throws CodeException, IOException {
        Path temporary = sibling(home);
        PrivateFiles.createDirectories(temporary.resolve(TASK));
        try {
            unpacker.unpack(temporary.resolve(TASK));
            PrivateFiles.create(temporary.resolve(ZIP), false).close();
            try (FileChannel file = FileChannel.open(temporary.resolve(ZIP), StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(zip); rest.hasRemaining(); ) {
                    file.write(rest);
                }
                file.force(true);
            }
            lock.lock();
            try {
                if (!Files.exists(home)) {
                    Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
                    force(directoryOf(home));
                    verified.add(home);
                }
            } finally {
                lock.unlock();
            }
        } finally {
            PrivateFiles.delete(temporary);
        }
    }

    private void ensureIntact(Path home) throws CodeException, IOException {
        lock.lock();
        try {
            if (verified.contains(home)) {
                return;
            }
            Unpacker unpacker = new Unpacker(Files.readAllBytes(home.resolve(ZIP)), limits);
            Path task = home.resolve(TASK);
            if (!unpacker.isIntact(task)) {
                PrivateFiles.delete(task);
                PrivateFiles.createDirectories(task);
                unpacker.unpack(task);
            }
            verified.add(home);
        } finally {
            lock.unlock();
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (java.nio.file.AccessDeniedException e) {
            // Windows opens no directories; its renames need no such call.
        }
    }

    private Path home(Tenant tenant, String sha256) {
        byte[] hash = Base64.getDecoder().decode(sha256);
        return directory(tenant).resolve(HexFormat.of().formatHex(hash));
    }

    /** Beside the functions' own directories: a function's name has no dot. */
    private Path directory(Tenant tenant) {
        return root.resolve(tenant.account()).resolve(tenant.region()).resolve(".code");
    }

    private static Path directoryOf(Path home) {
        Path parent = home.getParent();
        return parent == null ? home : parent;
    }

    private static Path sibling(Path home) {
        return home.resolveSibling("tmp-" + UUID.randomUUID());
    }
}
