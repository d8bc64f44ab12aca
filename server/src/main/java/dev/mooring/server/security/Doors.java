package dev.mooring.server.security;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.broker.Peer.Identification;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.door.ConnectIdentifier;
import dev.mooring.gateway.door.Doorkeeper;
import java.util.Optional;

/** Clients without certificate: a signature lets them in. */
public final class Doors implements Doorkeeper {
    private final SignedClients signed;

    public Doors(SignedClients signed) {
        this.signed = signed;
    }

    @Override
    public Upgrade webSocket(HttpRequest request, Optional<String> serverName) {
        return SignedClients.isSigned(request)
                ? signed.webSocket(request)
                : new Upgrade.Refused(new Reason.NoCredentials("a SigV4 signature for 'iotdevicegateway'"));
    }

    @Override
    public ConnectIdentifier mqtt(Optional<String> serverName) {
        return (connect, clientId) -> new Identification.Refused(new Reason.NoCredentials("a custom authorizer"));
    }
}
