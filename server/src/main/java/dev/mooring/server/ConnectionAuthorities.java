package dev.mooring.server;

import dev.mooring.broker.Authority;
import dev.mooring.broker.ConnectionContext;
import dev.mooring.core.policy.Decision;
import dev.mooring.gateway.mqtt.AnonymousPeer;
import dev.mooring.server.security.PolicyAuthorities;

/**
 * Judges connections by policies; clients of the plain port, if the operator opened it, may do everything.
 *
 * @param plainPortOpen otherwise an anonymous client cannot be, and is given nothing
 */
record ConnectionAuthorities(PolicyAuthorities policies, boolean plainPortOpen) implements Authority.Factory {
    @Override
    public Authority authorityFor(ConnectionContext connection) {
        return plainPortOpen && connection.principalId().equals(AnonymousPeer.PRINCIPAL)
                ? Everything.INSTANCE
                : policies.authorityFor(connection);
    }

    private enum Everything implements Authority {
        INSTANCE;

        private static final Verdict YES =
                new Verdict("", "", new Decision.Allowed(new Decision.StatementRef("--mqtt-port", "1", 0, "", "*")));

        @Override
        public Verdict connect() {
            return YES;
        }

        @Override
        public Verdict publish(String topic, boolean retain) {
            return YES;
        }

        @Override
        public Verdict subscribe(String filter) {
            return YES;
        }

        @Override
        public Verdict receive(String topic) {
            return YES;
        }

        @Override
        public long version() {
            return 0;
        }
    }
}
