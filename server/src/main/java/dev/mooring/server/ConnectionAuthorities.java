package dev.mooring.server;

import dev.mooring.broker.Authority;
import dev.mooring.broker.ConnectionContext;
import dev.mooring.gateway.mqtt.AnonymousPeer;
import dev.mooring.server.security.FullAccess;
import dev.mooring.server.security.PolicyAuthorities;

/**
 * Judges connections by policies; clients of the plain port, if the operator opened it, may do everything.
 *
 * @param plainPortOpen otherwise an anonymous client cannot be, and is given nothing
 */
record ConnectionAuthorities(PolicyAuthorities policies, boolean plainPortOpen) implements Authority.Factory {
    private static final Authority PLAIN_PORT = FullAccess.by("--mqtt-port");

    @Override
    public Authority authorityFor(ConnectionContext connection) {
        return plainPortOpen && connection.principalId().equals(AnonymousPeer.PRINCIPAL)
                ? PLAIN_PORT
                : policies.authorityFor(connection);
    }
}
