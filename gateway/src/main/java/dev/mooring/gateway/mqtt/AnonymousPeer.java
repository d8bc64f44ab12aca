package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Peer;
import dev.mooring.core.Tenant;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A client of the plain port: nobody in particular. */
public record AnonymousPeer(Tenant tenant, String sourceIp, int port) implements Peer {
    public static final String PRINCIPAL = "anonymous";

    @Override
    public String address() {
        return sourceIp + ":" + port;
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.empty();
    }

    @Override
    public Optional<String> serverName() {
        return Optional.empty();
    }

    /** The plain port is for benchmarks and first experiments. */
    @Override
    public boolean isMetered() {
        return false;
    }

    @Override
    public Identification identify() {
        return new Identification.Identified(tenant, PRINCIPAL, PRINCIPAL);
    }
}
