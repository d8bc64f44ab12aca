package dev.mooring.broker;

import java.util.HashMap;
import java.util.Map;

/**
 * The routes of the topics that one event loop has seen lately in one tenant. Bounded by entries and by targets; when a
 * bound is reached it starts anew, which costs one match a topic. Not safe for threads.
 */
final class RouteCache {
    private static final int MAX_ROUTES = 8192;
    /** Longer topics are rare, and would fill the memory of a profile that allows them. */
    private static final int MAX_TOPIC_BYTES = 1024;

    private static final int MAX_TARGETS = 1 << 20;

    private final TenantSpace space;
    private final BrokerSettings settings;
    private final Map<String, Route> routes = new HashMap<>();
    private int targets;

    RouteCache(TenantSpace space, BrokerSettings settings) {
        this.space = space;
        this.settings = settings;
    }

    Route get(String topic) {
        Route known = routes.get(topic);
        if (known != null && known.version() == space.subscriptions.version()) {
            return known;
        }
        Route route = known == null ? Route.find(space, settings, topic) : known.refreshed(space.subscriptions);
        if (route.topicUtf8().length <= MAX_TOPIC_BYTES && !isOfService(route)) {
            remember(route, known == null ? 0 : known.weight());
        }
        return route;
    }

    /** Topics of lifecycle events and the like: each is published to once or twice in a client's life. */
    private static boolean isOfService(Route route) {
        return route.clientRefusal().isPresent();
    }

    private void remember(Route route, int replacedTargets) {
        if (routes.size() >= MAX_ROUTES || targets > MAX_TARGETS) {
            routes.clear();
            targets = 0;
            replacedTargets = 0;
        }
        routes.put(route.topic(), route);
        targets += route.weight() - replacedTargets;
    }
}
