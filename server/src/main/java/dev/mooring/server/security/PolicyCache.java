package dev.mooring.server.security;

import dev.mooring.core.Tenant;
import dev.mooring.core.policy.CompiledPolicy;
import dev.mooring.core.policy.MalformedPolicyException;
import dev.mooring.core.policy.PolicyDocument;
import dev.mooring.core.policy.PolicySet;
import dev.mooring.store.Change;
import dev.mooring.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compiled policies of the principals that connected, kept in step with the store: a change event refreshes what it
 * names before the API call that made the change returns. {@link #policiesOf} answers from memory alone.
 *
 * <p>Loads run inside the maps' own per-key locks, so a refresh always follows a load that might have read the state
 * before the change.
 */
final class PolicyCache {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyCache.class);

    private record Key(Tenant tenant, String name) {}

    private record Cached(CompiledPolicy policy, boolean dependsOnTime) {}

    /**
     * The policies of one principal.
     *
     * @param dependsOnTime some statement looks at the time of day
     */
    record Applicable(PolicySet policies, boolean dependsOnTime) {
        static final Applicable NONE = new Applicable(PolicySet.EMPTY, false);
    }

    private final Store store;
    private final Map<Key, List<String>> policiesOfTarget = new ConcurrentHashMap<>();
    private final Map<Key, Optional<Cached>> compiled = new ConcurrentHashMap<>();
    private final AtomicLong epoch = new AtomicLong();

    PolicyCache(Store store) {
        this.store = store;
        store.onChange(this::refresh);
    }

    /** Rises whenever {@link #policiesOf} may answer differently than before. */
    long epoch() {
        return epoch.get();
    }

    /** Reads from the store what is not in memory yet: blocks. */
    void load(Tenant tenant, String target) {
        policiesOfTarget
                .computeIfAbsent(new Key(tenant, target), this::readPolicyNames)
                .forEach(policy -> compiled.computeIfAbsent(new Key(tenant, policy), this::readPolicy));
    }

    /** The policies of a loaded target. Never blocks. */
    Applicable policiesOf(Tenant tenant, String target) {
        List<Cached> found = policiesOfTarget.getOrDefault(new Key(tenant, target), List.of()).stream()
                .flatMap(policy -> compiled.getOrDefault(new Key(tenant, policy), Optional.empty()).stream())
                .toList();
        return new Applicable(
                new PolicySet(found.stream().map(Cached::policy).toList()),
                found.stream().anyMatch(Cached::dependsOnTime));
    }

    private void refresh(Change change) {
        Key key = new Key(change.tenant(), change.key());
        switch (change.kind()) {
            case POLICY -> {
                compiled.computeIfPresent(key, (k, old) -> readPolicy(k));
                epoch.incrementAndGet();
            }
            case POLICY_TARGET -> {
                if (policiesOfTarget.computeIfPresent(key, (k, old) -> readPolicyNames(k)) != null) {
                    load(change.tenant(), change.key());
                }
                epoch.incrementAndGet();
            }
            case THING, CERTIFICATE, THING_PRINCIPAL, TOPIC_RULE, FUNCTION, AUTHORIZER, LOGGING_OPTIONS -> {}
        }
    }

    private List<String> readPolicyNames(Key target) {
        return store.read(tables -> tables.policyTargets(target.tenant()).policiesOf(target.name()));
    }

    private Optional<Cached> readPolicy(Key policy) {
        return store.read(tables -> tables.policies(policy.tenant())
                        .find(policy.name())
                        .flatMap(record ->
                                tables.policies(policy.tenant()).version(record.name(), record.defaultVersion())))
                .flatMap(version -> {
                    try {
                        CompiledPolicy policyNow = new CompiledPolicy(
                                policy.name(),
                                Integer.toString(version.version()),
                                PolicyDocument.parse(version.document()));
                        return Optional.of(new Cached(policyNow, mentionsTime(version.document())));
                    } catch (MalformedPolicyException e) {
                        // Refused at creation, so this is a document of a newer or broken version: allow nothing by it.
                        LOG.error(
                                "Policy '{}' version {} is unusable: {}",
                                policy.name(),
                                version.version(),
                                e.getMessage());
                        return Optional.empty();
                    }
                });
    }

    /** May err on the side of yes: then decisions are only remembered for a shorter time. */
    static boolean mentionsTime(String document) {
        String lower = document.toLowerCase(Locale.ROOT);
        return lower.contains("aws:currenttime") || lower.contains("aws:epochtime");
    }
}
