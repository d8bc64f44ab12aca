package dev.mooring.rules.service;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlServices.Descriptor;
import dev.mooring.rules.action.AwsClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Descriptor files of {@code decode(…, 'proto', bucket, key, …)}: the file {@code bucket/key} in a directory, if it is
 * there, else the object of S3. Kept for a while; as long as the content is the same so is the array, by which whoever
 * reads it knows that nothing changed.
 */
final class ProtobufDescriptors {
    static final Duration KEPT = Duration.ofSeconds(30);
    static final Duration FAILURE_KEPT = Duration.ofSeconds(5);
    /** Of a descriptor file. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int CAPACITY = 100;

    private final Path directory;
    private final AwsClients clients;
    private final RemoteCall calls;
    private final LookupCache<Key, Descriptor> cache;

    private record Key(Tenant tenant, String bucket, String objectKey) {}

    ProtobufDescriptors(Path directory, AwsClients clients, RemoteCall calls, InstantSource clock) {
        this.directory = directory.toAbsolutePath().normalize();
        this.clients = clients;
        this.calls = calls;
        this.cache = new LookupCache<>(CAPACITY, clock);
    }

    Descriptor get(Tenant tenant, String bucket, String objectKey) {
        Key key = new Key(tenant, bucket, objectKey);
        return cache.get(key).orElseGet(() -> {
            Descriptor fetched = fetch(key);
            Descriptor descriptor =
                    cache.stale(key).filter(before -> isSame(before, fetched)).orElse(fetched);
            cache.put(key, descriptor, descriptor instanceof Descriptor.Found ? KEPT : FAILURE_KEPT);
            return descriptor;
        });
    }

    private static boolean isSame(Descriptor before, Descriptor now) {
        return before instanceof Descriptor.Found(byte[] old)
                && now instanceof Descriptor.Found(byte[] bytes)
                && Arrays.equals(old, bytes);
    }

    private Descriptor fetch(Key key) {
        Optional<Path> file = file(key);
        try {
            return file.isPresent() && Files.isRegularFile(file.get()) ? read(file.get()) : object(key);
        } catch (IOException unreadable) {
            return new Descriptor.Unavailable("decode(): cannot read " + file.orElse(directory) + ": " + unreadable);
        }
    }

    /** A name that leads out of the directory names no file. */
    private Optional<Path> file(Key key) {
        try {
            Path bucket = directory.resolve(key.bucket()).normalize();
            Path file = bucket.resolve(key.objectKey()).normalize();
            return directory.equals(bucket.getParent()) && file.startsWith(bucket) && !file.equals(bucket)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException noFile) {
            return Optional.empty();
        }
    }

    private static Descriptor read(Path file) throws IOException {
        long bytes = Files.size(file);
        return bytes > MAX_BYTES ? tooLong(file.toString(), bytes) : new Descriptor.Found(Files.readAllBytes(file));
    }

    private Descriptor object(Key key) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(key.bucket())
                .key(key.objectKey())
                .overrideConfiguration(calls.limits())
                .build();
        String name = "s3://" + key.bucket() + "/" + key.objectKey();
        RemoteCall.Result<byte[]> result = calls.make("decode() of " + name, () -> clients.s3(key.tenant())
                .getObject(request, (answer, body) -> body.readNBytes(MAX_BYTES + 1)));
        return switch (result) {
            case RemoteCall.Result.Got<byte[]>(byte[] bytes) ->
                bytes.length > MAX_BYTES ? tooLong(name, bytes.length) : new Descriptor.Found(bytes);
            case RemoteCall.Result.Failed<byte[]>(String why) -> new Descriptor.Unavailable(why);
        };
    }

    private static Descriptor tooLong(String name, long bytes) {
        return new Descriptor.Unavailable(
                "decode(): " + name + " has at least " + bytes + " bytes, more than " + MAX_BYTES);
    }
}
