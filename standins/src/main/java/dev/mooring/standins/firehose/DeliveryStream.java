package dev.mooring.standins.firehose;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.time.Instant;

/**
 * A delivery stream.
 *
 * @param createdAt in milliseconds since 1970
 */
record DeliveryStream(
        String name,
        String bucketArn,
        String roleArn,
        String prefix,
        String suffix,
        int seconds,
        int megabytes,
        long createdAt) {
    static final String KIND = "firehose.stream";

    static DeliveryStream of(TargetResource resource) {
        return Json.read(resource.body(), DeliveryStream.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    String bucket() {
        return bucketArn.substring("arn:aws:s3:::".length());
    }

    Duration interval() {
        return Duration.ofSeconds(seconds);
    }

    String log() {
        return "firehose/" + name;
    }
}
