package dev.mooring.server.security;

import dev.mooring.api.Caller;
import dev.mooring.broker.Authority;
import dev.mooring.broker.ConnectionContext;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.cert.CertificateAttributes;
import dev.mooring.core.policy.AuthorizationRequest;
import dev.mooring.core.policy.ConnectAttributes;
import dev.mooring.core.policy.ConnectionThing;
import dev.mooring.core.policy.ConnectionVariables;
import dev.mooring.core.policy.IotActions;
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
        return new ByPolicies(tenant, connection.principalArn(), variables, connection);
    }

    /** For an HTTPS request with a client certificate: no client id, so its variables have no value (as at AWS). */
    Authority.Verdict decideForRequest(Caller.Device device, String action, String resource, String sourceIp) {
        policies.load(device.tenant(), device.arn());
        PolicyVariables variables = new ConnectionVariables(
                Optional.empty(),
                sourceIp,
                Optional.empty(),
                Optional.of(CertificateAttributes.of(device.certificate())),
                Optional.empty(),
                clock);
        return new Authority.Verdict(
                action,
                resource,
                policies.policiesOf(device.tenant(), device.arn())
                        .policies()
                        .evaluate(new AuthorizationRequest(action, resource, variables)));
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

    /** Owned by the connection's event loop (by the request's thread over HTTPS). */
    private final class ByPolicies implements Authority {
        private final Tenant tenant;
        private final String principalArn;
        private final PolicyVariables variables;
        private final ConnectionContext connection;
        private final Arns arns;
        private PolicyCache.Applicable current = PolicyCache.Applicable.NONE;
        private long seenEpoch = -1;

        ByPolicies(Tenant tenant, String principalArn, PolicyVariables variables, ConnectionContext connection) {
            this.tenant = tenant;
            this.principalArn = principalArn;
            this.variables = variables;
            this.connection = connection;
            this.arns = new Arns(tenant);
        }

        @Override
        public Verdict connect() {
            Optional<String> willArn = connection.willTopic().map(arns::topic);
            PolicyVariables withAttributes = new ConnectAttributes(connection.persistent(), willArn).orElse(variables);
            Verdict verdict = decide(IotActions.CONNECT, arns.client(connection.clientId()), withAttributes);
            if (verdict.isAllowed() && connection.willTopic().isPresent()) {
                verdict = publish(connection.willTopic().get(), connection.willRetain());
            }
            return verdict;
        }

        @Override
        public Verdict publish(String topic, boolean retain) {
            Verdict verdict = decide(IotActions.PUBLISH, arns.topic(topic), variables);
            return verdict.isAllowed() && retain
                    ? decide(IotActions.RETAIN_PUBLISH, arns.topic(topic), variables)
                    : verdict;
        }

        @Override
        public Verdict subscribe(String filter) {
            return decide(IotActions.SUBSCRIBE, arns.topicFilter(filter), variables);
        }

        @Override
        public Verdict receive(String topic) {
            return decide(IotActions.RECEIVE, arns.topic(topic), variables);
        }

        private Verdict decide(String action, String resource, PolicyVariables with) {
            return new Verdict(action, resource, policies().evaluate(new AuthorizationRequest(action, resource, with)));
        }

        @Override
        public long version() {
            long epoch = policies.epoch();
            if (epoch != seenEpoch) {
                current = policies.policiesOf(tenant, principalArn);
                seenEpoch = epoch;
            }
            // A statement about the time of day gives other answers as time passes: they are good for a second.
            return current.dependsOnTime() ? -(clock.instant().getEpochSecond() << EPOCH_BITS) - epoch : epoch;
        }

        private PolicySet policies() {
            version();
            return current.policies();
        }
    }
}
