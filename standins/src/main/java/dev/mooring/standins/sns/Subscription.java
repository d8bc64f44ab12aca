package dev.mooring.standins.sns;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A subscription. Its name in the store is {@code topic:id}, so that those of a topic stand together.
 *
 * @param token what confirms it; empty when it is confirmed
 */
record Subscription(
        String topic,
        String id,
        String protocol,
        String endpoint,
        Map<String, String> attributes,
        String token,
        long createdAt) {
    static final String KIND = "sns.subscription";

    static Subscription of(TargetResource resource) {
        return Json.read(resource.body(), Subscription.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, topic + ":" + id, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    String arn(Tenant tenant) {
        return ServiceArn.of("sns", tenant, topic + ":" + id).toString();
    }

    boolean isPending() {
        return !token.isEmpty();
    }

    boolean isRaw() {
        return "true".equals(attributes.get("RawMessageDelivery"));
    }

    boolean filtersBody() {
        return "MessageBody".equals(attributes.get("FilterPolicyScope"));
    }

    Optional<FilterPolicy> filter() {
        return Optional.ofNullable(attributes.get("FilterPolicy")).map(text -> FilterPolicy.parse(text, filtersBody()));
    }

    Optional<String> deadLetterQueue() {
        return Optional.ofNullable(attributes.get("RedrivePolicy"))
                .map(text ->
                        Json.MAPPER.readTree(text).path("deadLetterTargetArn").asString(""));
    }

    Subscription confirmed() {
        return new Subscription(topic, id, protocol, endpoint, attributes, "", createdAt);
    }

    Subscription with(String name, String value) {
        Map<String, String> changed = new HashMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Subscription(topic, id, protocol, endpoint, Map.copyOf(changed), token, createdAt);
    }
}
