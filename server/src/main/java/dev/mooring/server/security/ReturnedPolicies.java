package dev.mooring.server.security;

import dev.mooring.broker.Authority;
import dev.mooring.broker.ConnectionContext;
import dev.mooring.core.policy.ConnectionVariables;
import dev.mooring.core.policy.PolicySet;
import dev.mooring.core.policy.PolicyVariables;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The policies that an authorizer gave one connection, until it is asked again. Replaced on a thread that may block, read
 * by the connection's event loop.
 */
final class ReturnedPolicies {
    private final InstantSource clock;
    private volatile Given current;

    /** @param version another one for other policies */
    private record Given(PolicySet policies, boolean dependsOnTime, long version) {
        static Given of(CustomAuthorizers.Judged.LetIn letIn, long version) {
            boolean dependsOnTime = letIn.response().policyDocuments().stream()
                    .anyMatch(policy -> PolicyCache.mentionsTime(policy.text()));
            return new Given(letIn.policies(), dependsOnTime, version);
        }
    }

    ReturnedPolicies(CustomAuthorizers.Judged.LetIn letIn, InstantSource clock) {
        this.clock = clock;
        this.current = Given.of(letIn, 0);
    }

    /** One refresh at a time. */
    void replace(CustomAuthorizers.Judged.LetIn letIn) {
        current = Given.of(letIn, current.version + 1);
    }

    /** Nothing is known of a certificate or thing. */
    Authority authorityFor(ConnectionContext connection) {
        PolicyVariables variables = new ConnectionVariables(
                Optional.of(connection.clientId()),
                connection.sourceIp(),
                connection.serverName(),
                Optional.empty(),
                Optional.empty(),
                clock);
        return new PolicyAuthority(variables, connection) {
            @Override
            PolicySet policies() {
                return current.policies;
            }

            @Override
            public long version() {
                Given now = current;
                return PolicyAuthorities.version(now.version, now.dependsOnTime, clock);
            }
        };
    }
}
