package dev.mooring.server.security;

import dev.mooring.api.Caller;
import dev.mooring.broker.Authority;
import dev.mooring.broker.ConnectionContext;
import dev.mooring.core.Tenant;
import dev.mooring.core.cert.CertificateAttributes;
import dev.mooring.core.policy.AuthorizationRequest;
import dev.mooring.core.policy.ConnectionThing;
import dev.mooring.core.policy.ConnectionVariables;
import dev.mooring.core.policy.PolicySet;
import dev.mooring.core.policy.PolicyVariables;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import dev.mooring.store.ThingPrincipalTable;
import java.time.InstantSource;
import java.util.Optional;

/** Judges connections and device requests by the IoT policies attached to their certificate. */
public final class PolicyAuthorities implements Authority.Factory {
    /** Room for the epoch beside the second, so that either changes the version. */
    private static final int EPOCH_BITS = 24;

    private final Store store;
    private final PolicyCache policies;
    private final InstantSource clock;

    public PolicyAuthorities(Store store, InstantSource clock) {
        this.store = store;
        this.policies = new PolicyCache(store);
        this.clock = clock;
    }

    @Override
    public Authority authorityFor(ConnectionContext connection) {
        Tenant tenant = connection.tenant();
        policies.load(tenant, connection.principalArn());
        Optional<ConnectionThing> thing =
                store.read(tables -> thing(tables, tenant, connection.principalArn(), connection.clientId()));
        PolicyVariables variables = new ConnectionVariables(
                Optional.of(connection.clientId()),
                connection.sourceIp(),
                connection.serverName(),
                connection.certificate().map(CertificateAttributes::of),
                thing,
                clock);
        return new ByPolicies(variables, connection);
    }

    /** For an HTTPS request: no client id, so its variables have no value (as at AWS). */
    Authority.Verdict decideForRequest(Caller.Device device, String action, String resource, String sourceIp) {
        PolicyVariables variables = new ConnectionVariables(
                Optional.empty(),
                sourceIp,
                Optional.empty(),
                device.credential() instanceof Caller.Credential.Certificate shown
                        ? Optional.of(CertificateAttributes.of(shown.certificate()))
                        : Optional.empty(),
                Optional.empty(),
                clock);
        return new Authority.Verdict(
                action, resource, policiesOf(device).evaluate(new AuthorizationRequest(action, resource, variables)));
    }

    private PolicySet policiesOf(Caller.Device device) {
        return switch (device.credential()) {
            case Caller.Credential.Certificate shown -> {
                policies.load(device.tenant(), device.arn());
                yield policies.policiesOf(device.tenant(), device.arn()).policies();
            }
            case Caller.Credential.Authorized authorized -> authorized.policies();
        };
    }

    /** The thing named like the client id if it is attached to the principal, else the principal's exclusive thing. */
    private static Optional<ConnectionThing> thing(Tables tables, Tenant tenant, String principal, String clientId) {
        ThingPrincipalTable attachments = tables.thingPrincipals(tenant);
        return attachments
                .find(clientId, principal)
                .or(() -> attachments.exclusiveOf(principal))
                .flatMap(attachment -> tables.things(tenant).find(attachment.thing()))
                .map(thing -> new ConnectionThing(thing.name(), thing.typeName(), thing.attributes()));
    }

    /** By the policies attached to the principal now. */
    private final class ByPolicies extends PolicyAuthority {
        private final Tenant tenant;
        private final String principalArn;
        private PolicyCache.Applicable current = PolicyCache.Applicable.NONE;
        private long seenEpoch = -1;

        ByPolicies(PolicyVariables variables, ConnectionContext connection) {
            super(variables, connection);
            this.tenant = connection.tenant();
            this.principalArn = connection.principalArn();
        }

        @Override
        public long version() {
            long epoch = policies.epoch();
            if (epoch != seenEpoch) {
                current = policies.policiesOf(tenant, principalArn);
                seenEpoch = epoch;
            }
            return PolicyAuthorities.version(epoch, current.dependsOnTime(), clock);
        }

        @Override
        PolicySet policies() {
            version();
            return current.policies();
        }
    }

    /** A statement about the time of day gives other answers as time passes: they are good for a second. */
    static long version(long epoch, boolean dependsOnTime, InstantSource clock) {
        return dependsOnTime ? -(clock.instant().getEpochSecond() << EPOCH_BITS) - epoch : epoch;
    }
}
