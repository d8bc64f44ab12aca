package dev.mooring.broker;

import dev.mooring.broker.route.SubscriptionTree;
import dev.mooring.core.Tenant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One tenant's clients and subscriptions. Safe for threads. */
final class TenantSpace {
    final Tenant tenant;
    final SubscriptionTree<Client> subscriptions;
    final PresenceVersions versions = new PresenceVersions();

    /** By client id: the clients that are connected or have a session. */
    final ConcurrentHashMap<String, Client> clients = new ConcurrentHashMap<>();

    /** Empty when clients may go as fast as they can. */
    final Optional<AccountRates> rates;

    TenantSpace(Tenant tenant, BrokerSettings settings) {
        this.tenant = tenant;
        this.rates = settings.rates().map(AccountRates::new);
        this.subscriptions = new SubscriptionTree<>(settings.multiLevelWildcard());
    }
}
