package dev.mooring.broker;

import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.route.SubscriptionTree;
import dev.mooring.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a topic's messages need on their way: the topic in both forms, whether clients may use it, and who
 * receives it. Immutable.
 *
 * @param topicUtf8 never changed
 * @param clientRefusal why clients may not publish to this topic
 * @param targets one a client, with the highest QoS among its matching filters [MQTT-3.3.5-1]
 * @param version the subscription tree's when this was found: good for as long as it is the same
 */
record Route(String topic, byte[] topicUtf8, Optional<Reason> clientRefusal, Target[] targets, long version) {
    /** One receiver. */
    record Target(Client client, int qos) {}

    static Route find(TenantSpace space, BrokerSettings settings, String topic) {
        return new Route(
                        topic,
                        topic.getBytes(StandardCharsets.UTF_8),
                        TopicRefusal.ofPublish(topic, settings.topics()),
                        new Target[0],
                        -1)
                .refreshed(space.subscriptions);
    }

    Route refreshed(SubscriptionTree<Client> tree) {
        long seen = tree.version();
        List<Subscription<Client>> found = new ArrayList<>();
        tree.match(topic, found::add);
        return new Route(topic, topicUtf8, clientRefusal, distinct(found), seen);
    }

    private static Target[] distinct(List<Subscription<Client>> found) {
        if (found.size() == 1) {
            return new Target[] {
                new Target(found.getFirst().subscriber(), found.getFirst().qos())
            };
        }
        Map<Client, Integer> place = new HashMap<>(2 * found.size());
        List<Target> targets = new ArrayList<>(found.size());
        for (Subscription<Client> subscription : found) {
            Integer known = place.putIfAbsent(subscription.subscriber(), targets.size());
            if (known == null) {
                targets.add(new Target(subscription.subscriber(), subscription.qos()));
            } else if (targets.get(known).qos() < subscription.qos()) {
                targets.set(known, new Target(subscription.subscriber(), subscription.qos()));
            }
        }
        return targets.toArray(Target[]::new);
    }
}
