package dev.mooring.gateway.mqtt;

import dev.mooring.core.Tenant;

/** A client of the plain port: nobody in particular. */
public record AnonymousPeer(Tenant tenant, String sourceIp, int port) implements PlainPeer {
    public static final String PRINCIPAL = "anonymous";

    @Override
    public Identification identify() {
        return new Identification.Identified(tenant, PRINCIPAL, PRINCIPAL);
    }
}
