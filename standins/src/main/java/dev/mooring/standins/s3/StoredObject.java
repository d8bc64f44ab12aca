package dev.mooring.standins.s3;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.Map;

/**
 * What is known of an object, or of a part of one.
 *
 * @param file of its content
 * @param etag without quotes
 * @param headers Content-Type and the like, by member name
 * @param metadata of the user
 * @param modifiedAt in milliseconds since 1970
 */
record StoredObject(
        String key,
        String file,
        long size,
        String etag,
        Map<String, String> headers,
        Map<String, String> metadata,
        long modifiedAt) {
    static String kind(String bucket) {
        return "s3.object/" + bucket;
    }

    static StoredObject of(TargetResource resource) {
        return Json.read(resource.body(), StoredObject.class);
    }

    TargetResource toResource(String kind, String name) {
        return new TargetResource(kind, name, Json.write(this), modified());
    }

    Instant modified() {
        return Instant.ofEpochMilli(modifiedAt);
    }

    String quotedEtag() {
        return "\"" + etag + "\"";
    }
}
