package dev.mooring.standins.sqs;

import dev.mooring.standins.Json;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A queue.
 *
 * @param attributes all that can be set and was, checked
 * @param createdAt and {@code modifiedAt} in seconds since 1970
 */
record Queue(String name, Map<String, String> attributes, Map<String, String> tags, long createdAt, long modifiedAt) {
    static final String KIND = "sqs.queue";

    static Queue of(TargetResource resource) {
        return Json.read(resource.body(), Queue.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochSecond(createdAt));
    }

    boolean isFifo() {
        return name.endsWith(".fifo");
    }

    int number(String attribute) {
        return Integer.parseInt(attributes.getOrDefault(attribute, QueueAttributes.defaultOf(attribute)));
    }

    Duration seconds(String attribute) {
        return Duration.ofSeconds(number(attribute));
    }

    boolean flag(String attribute) {
        return attributes.getOrDefault(attribute, "false").equals("true");
    }

    Queue with(Map<String, String> newAttributes, Map<String, String> newTags, Instant now) {
        return new Queue(name, Map.copyOf(newAttributes), Map.copyOf(newTags), createdAt, now.getEpochSecond());
    }
}
