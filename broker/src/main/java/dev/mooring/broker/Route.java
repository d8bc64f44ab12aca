package dev.mooring.broker;

import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.route.SubscriptionTree;
import dev.mooring.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a topic's messages need on their way: the topic in both forms, whether clients may use it, and who
 * receives it. Immutable.
 *
 * @param topicUtf8 never changed
 * @param clientRefusal why clients may not publish to this topic
 * @param targets one a client
 * @param groups the shared subscriptions that match
 * @param isPersistent whether a message of QoS 1 or 2 reaches a persistent session
 * @param version the subscription tree's when this was found: good for as long as it is the same
 */
record Route(
        String topic,
        byte[] topicUtf8,
        Optional<Reason> clientRefusal,
        Target[] targets,
        ShareGroup[] groups,
        boolean isPersistent,
        long version) {
    private static final Target[] NO_TARGETS = {};
    private static final ShareGroup[] NO_GROUPS = {};

    static Route find(TenantSpace space, BrokerSettings settings, String topic) {
        return new Route(
                        topic,
                        topic.getBytes(StandardCharsets.UTF_8),
                        TopicRefusal.ofPublish(topic, settings.topics()).map(TopicRefusal::reason),
                        NO_TARGETS,
                        NO_GROUPS,
                        false,
                        -1)
                .refreshed(space.subscriptions);
    }

    Route refreshed(SubscriptionTree<Client> tree) {
        long seen = tree.version();
        Map<Client, List<Subscription<Client>>> single = new LinkedHashMap<>();
        Map<String, List<Target>> shared = new LinkedHashMap<>();
        boolean[] persistent = {false};
        tree.match(topic, subscription -> {
            Client client = subscription.subscriber();
            persistent[0] |= client.isPersistent() && subscription.options().qos() > 0;
            if (subscription.share().isEmpty()) {
                single.computeIfAbsent(client, c -> new ArrayList<>(1)).add(subscription);
            } else {
                shared.computeIfAbsent(subscription.share(), s -> new ArrayList<>())
                        .add(Target.of(client, List.of(subscription)));
            }
        });
        return new Route(
                topic,
                topicUtf8,
                clientRefusal,
                single.entrySet().stream()
                        .map(entry -> Target.of(entry.getKey(), entry.getValue()))
                        .toArray(Target[]::new),
                shared.entrySet().stream()
                        .map(entry ->
                                new ShareGroup(entry.getKey(), entry.getValue().toArray(Target[]::new)))
                        .toArray(ShareGroup[]::new),
                persistent[0],
                seen);
    }

    /** Receivers it keeps track of, to bound a cache. */
    int weight() {
        int weight = targets.length;
        for (ShareGroup group : groups) {
            weight += group.members().length;
        }
        return weight;
    }

    Optional<ShareGroup> group(String share) {
        for (ShareGroup group : groups) {
            if (group.share().equals(share)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }
}
