package dev.mooring.lambda.code;

import dev.mooring.core.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
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
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Deployment packages on disk, one a hash and tenant: {@code ROOT/ACCOUNT/REGION/.code/HEX/code.zip} is the truth
 * (forced to disk), {@code task/} beside it the unpacked tree, which is checked at its first use after a start and
 * made anew when a crash tore it. A package lives while a function names it or a {@link CodeLease} holds it.
 *
 * <p>Blocks; safe for any thread.
 */
public final class CodeStore {
    /** Beside the functions' own directories: a function's name has no dot. */
    private static final String DIRECTORY = ".code";

    private static final String ZIP = "code.zip";
    private static final String TASK = "task";

    private final Path root;
    private final CodeLimits limits;
    private final BiPredicate<Tenant, String> uses;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Map<Path, Integer> leases = new HashMap<>();
    /** Packages whose tree was written or checked since the start. Guarded by the lock. */
    private final Set<Path> verified = new HashSet<>();

    /** @param uses whether some function of the tenant names the code with this hash */
    public CodeStore(Path root, CodeLimits limits, BiPredicate<Tenant, String> uses) {
        this.root = root;
        this.limits = limits;
        this.uses = uses;
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
        CodeLease lease = lease(tenant, home, sha256);
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
        CodeLease lease = lease(tenant, home, sha256);
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
    public Path zipFile(Tenant tenant, String sha256) {
        return home(tenant, sha256).resolve(ZIP).toAbsolutePath();
    }

    /** Removes a package that no function names any more; one that a lease holds goes with the last lease. */
    public void removeIfUnused(Tenant tenant, String sha256) {
        Path home = home(tenant, sha256);
        lock.lock();
        try {
            if (!leases.containsKey(home) && Files.exists(home) && !uses.test(tenant, sha256)) {
                verified.remove(home);
                Path trash = sibling(home);
                Files.move(home, trash, StandardCopyOption.ATOMIC_MOVE);
                PrivateFiles.delete(trash);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the deployment package in " + home, e);
        } finally {
            lock.unlock();
        }
    }

    /** At the start: removes what a crash left behind, half-written packages and those no function names. */
    public void sweep() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> directories =
                Files.find(root, 3, (path, attributes) -> path.endsWith(DIRECTORY) && attributes.isDirectory())) {
            for (Path directory : directories.toList()) {
                Tenant tenant = new Tenant(
                        directory.getName(directory.getNameCount() - 3).toString(),
                        directory.getName(directory.getNameCount() - 2).toString());
                sweep(tenant, directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy " + root, e);
        }
    }

    private void sweep(Tenant tenant, Path directory) throws IOException {
        try (Stream<Path> homes = Files.list(directory)) {
            for (Path home : homes.toList()) {
                String hex = String.valueOf(home.getFileName());
                if (hex.matches("[0-9a-f]{64}")) {
                    removeIfUnused(
                            tenant,
                            Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
                } else {
                    PrivateFiles.delete(home);
                }
            }
        }
    }

    private CodeLease lease(Tenant tenant, Path home, String sha256) {
        lock.lock();
        try {
            leases.merge(home, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
        return new CodeLease(sha256, home.resolve(TASK), () -> giveBack(tenant, home, sha256));
    }

    private void giveBack(Tenant tenant, Path home, String sha256) {
        lock.lock();
        try {
            leases.computeIfPresent(home, (h, n) -> n == 1 ? null : n - 1);
            removeIfUnused(tenant, sha256);
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
        } catch (AccessDeniedException e) {
            // Windows opens no directories; its renames need no such call.
        }
    }

    private Path home(Tenant tenant, String sha256) {
        byte[] hash = Base64.getDecoder().decode(sha256);
        return directory(tenant).resolve(HexFormat.of().formatHex(hash));
    }

    private Path directory(Tenant tenant) {
        return root.resolve(tenant.account()).resolve(tenant.region()).resolve(DIRECTORY);
    }

    private static Path directoryOf(Path home) {
        Path parent = home.getParent();
        return parent == null ? home : parent;
    }

    private static Path sibling(Path home) {
        return home.resolveSibling("tmp-" + UUID.randomUUID());
    }
}
