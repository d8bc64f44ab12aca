package dev.mooring.server;

import dev.mooring.core.Tenant;
import dev.mooring.server.config.HttpDestinations;
import dev.mooring.store.RuleDestinationRecord;
import dev.mooring.store.RuleDestinationRecord.Status;
import dev.mooring.store.Store;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Judges by the stored destinations whether an HTTP action may send to an address. */
record HttpDestinationGate(Store store, HttpDestinations mode) {
    /** Why not; empty when it may. */
    Optional<String> refusal(Tenant tenant, String url) {
        List<RuleDestinationRecord> covering = store
                .read(tables -> tables.ruleDestinations(tenant).all())
                .stream()
                .filter(destination -> covers(destination.confirmationUrl(), url))
                .toList();
        if (covering.stream().anyMatch(destination -> destination.status() == Status.ENABLED)) {
            return Optional.empty();
        }
        return switch (mode) {
            case OPEN ->
                covering.stream()
                        .filter(destination -> destination.status() == Status.DISABLED)
                        .findFirst()
                        .map(disabled -> "the destination " + disabled.confirmationUrl() + " is DISABLED");
            case CONFIRMED ->
                Optional.of(covering.stream()
                        .findFirst()
                        .map(pending -> "the destination " + pending.confirmationUrl() + " is " + pending.status()
                                + ", not ENABLED")
                        .orElse("no topic rule destination has a confirmation URL with which this URL begins"));
        };
    }

    /** The confirmation URL is a prefix, and of the same server: {@code http://a.example} is no prefix of a.example.org. */
    private static boolean covers(String confirmationUrl, String url) {
        return url.startsWith(confirmationUrl)
                && Objects.equals(
                        URI.create(url).getRawAuthority(),
                        URI.create(confirmationUrl).getRawAuthority());
    }
}
