package dev.mooring.gateway.door;

import dev.mooring.broker.Peer;
import dev.mooring.broker.packet.Connect;
import dev.mooring.core.reason.Reason;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A client without certificate: its CONNECT tells who it is. */
public record GuestPeer(String sourceIp, int port, Optional<String> serverName, ConnectIdentifier identifier)
        implements Peer {
    @Override
    public String address() {
        return sourceIp + ":" + port;
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.empty();
    }

    @Override
    public Identification identify() {
        return new Identification.Refused(new Reason.NoCredentials("a CONNECT"));
    }

    @Override
    public Identification identify(Connect connect, String clientId) {
        return identifier.identify(connect, clientId);
    }
}
