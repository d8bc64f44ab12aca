package dev.mooring.standins.kinesis;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;

/**
 * A stream, its shards of equal width.
 *
 * @param createdAt in milliseconds since 1970
 */
record Stream(String name, int shards, boolean onDemand, long createdAt) {
    static final String KIND = "kinesis.stream";
    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);

    static Stream of(TargetResource resource) {
        return Json.read(resource.body(), Stream.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    static String shardId(int shard) {
        return String.format(Locale.ROOT, "shardId-%012d", shard);
    }

    String log(int shard) {
        return log(name, shardId(shard));
    }

    static String log(String stream, String shardId) {
        return "kinesis/" + stream + "/" + shardId;
    }

    /** The first hash key of a shard; of the one after the last, the first that no shard has. */
    BigInteger start(int shard) {
        return KEYS.multiply(BigInteger.valueOf(shard)).divide(BigInteger.valueOf(shards));
    }

    int shardOf(BigInteger hashKey) {
        for (int shard = shards - 1; shard > 0; shard--) {
            if (hashKey.compareTo(start(shard)) >= 0) {
                return shard;
            }
        }
        return 0;
    }

    static BigInteger hashKey(String partitionKey) {
        try {
            return new BigInteger(
                    1, MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    static boolean isHashKey(BigInteger key) {
        return key.signum() >= 0 && key.compareTo(KEYS) < 0;
    }
}
