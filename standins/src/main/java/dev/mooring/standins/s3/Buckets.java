package dev.mooring.standins.s3;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What buckets do with objects. Also the way in for other stand-ins. */
public final class Buckets {
    static final String BUCKET = "s3.bucket";
    private static final int MAX_KEY_BYTES = 1024;

    private final StandInPorts ports;
    private final ObjectFiles files;
    private final ObjectLinks links;

    public Buckets(StandInPorts ports) {
        this.ports = ports;
        this.files = new ObjectFiles(ports.files().resolve("s3"));
        this.links = new ObjectLinks(ports.tokens(), ports.clock());
    }

    ObjectFiles files() {
        return files;
    }

    ObjectLinks links() {
        return links;
    }

    /** Makes a bucket for another service, unless it is there. */
    public void make(Tenant tenant, String bucket) {
        ports.store().write(tables -> {
            if (tables.targetResources(tenant).find(BUCKET, bucket).isEmpty()) {
                tables.targetResources(tenant)
                        .put(new TargetResource(
                                BUCKET, bucket, "{}", ports.clock().instant()));
            }
            return bucket;
        });
    }

    /** For other services: an address where everybody who knows it may read the object, until a time. */
    public String link(Tenant tenant, String bucket, String key, Instant until) {
        return links.link(ports.baseUrl().get(), "/" + bucket + "/" + key, tenant, until);
    }

    /** For other services. */
    public void remove(Tenant tenant, String bucket, String key) {
        delete(tenant, bucket, key);
    }

    static ApiException noSuchBucket(String bucket) {
        return new ApiException("NoSuchBucket", "The specified bucket does not exist", Map.of("BucketName", bucket));
    }

    static void require(Tables tables, Tenant tenant, String bucket) {
        if (tables.targetResources(tenant).find(BUCKET, bucket).isEmpty()) {
            throw noSuchBucket(bucket);
        }
    }

    /** @throws ApiException NoSuchBucket, NoSuchKey */
    StoredObject find(Tenant tenant, String bucket, String key) {
        return ports.store().read(tables -> {
            require(tables, tenant, bucket);
            return find(tables, tenant, bucket, key).orElseThrow(() -> noSuchKey(key));
        });
    }

    static ApiException noSuchKey(String key) {
        return new ApiException("NoSuchKey", "The specified key does not exist.", Map.of("Key", key));
    }

    static Optional<StoredObject> find(Tables tables, Tenant tenant, String bucket, String key) {
        return tables.targetResources(tenant)
                .find(StoredObject.kind(bucket), key)
                .map(StoredObject::of);
    }

    /**
     * For other services.
     *
     * @throws ApiException NoSuchBucket
     */
    public void deliver(Tenant tenant, String bucket, String key, byte[] content) {
        put(
                tenant,
                bucket,
                key,
                content,
                md5(content),
                Map.of("ContentType", "application/octet-stream"),
                Map.of(),
                ports.clock().instant());
    }

    StoredObject put(
            Tenant tenant,
            String bucket,
            String key,
            byte[] content,
            String etag,
            Map<String, String> headers,
            Map<String, String> metadata,
            Instant now) {
        if (key.isEmpty() || key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw new ApiException("KeyTooLongError", "Your key is too long");
        }
        Optional<StoredObject> before = ports.store().read(tables -> {
            require(tables, tenant, bucket);
            return find(tables, tenant, bucket, key);
        });
        String file = files.write(tenant, bucket, key, content);
        StoredObject object = new StoredObject(key, file, content.length, etag, headers, metadata, now.toEpochMilli());
        ports.store().write(tables -> {
            require(tables, tenant, bucket);
            tables.targetResources(tenant).put(object.toResource(StoredObject.kind(bucket), key));
            return object;
        });
        before.filter(old -> !old.file().equals(file)).ifPresent(old -> files.delete(tenant, bucket, old.file()));
        return object;
    }

    void delete(Tenant tenant, String bucket, String key) {
        Optional<StoredObject> deleted = ports.store().write(tables -> {
            require(tables, tenant, bucket);
            Optional<StoredObject> found = find(tables, tenant, bucket, key);
            tables.targetResources(tenant).delete(StoredObject.kind(bucket), key);
            return found;
        });
        deleted.ifPresent(object -> files.delete(tenant, bucket, object.file()));
    }

    static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
