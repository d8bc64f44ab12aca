package dev.mooring.broker;

import dev.mooring.broker.route.SubscriptionTree;
import dev.mooring.core.Tenant;
import java.util.concurrent.ConcurrentHashMap;

/** One tenant's clients and subscriptions. Safe for threads. */
final class TenantSpace {
    final Tenant tenant;
    final SubscriptionTree<Client> subscriptions;
    final PresenceVersions versions = new PresenceVersions();

    /** By client id: the clients that are connected or have a session. */
    final ConcurrentHashMap<String, Client> clients = new ConcurrentHashMap<>();

    TenantSpace(Tenant tenant, BrokerSettings settings) {
        this.tenant = tenant;
        this.subscriptions = new SubscriptionTree<>(settings.multiLevelWildcard());
    }
}
