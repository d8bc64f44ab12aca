package dev.mooring.server.security;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.core.authorizer.ClientCredentials;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.door.ConnectIdentifier;
import dev.mooring.gateway.door.Doorkeeper;
import java.util.Optional;

/** Clients without certificate: a signature lets them in, or a custom authorizer that judges their CONNECT. */
public final class Doors implements Doorkeeper {
    private final SignedClients signed;
    private final CustomAuthorizers authorizers;

    public Doors(SignedClients signed, CustomAuthorizers authorizers) {
        this.signed = signed;
        this.authorizers = authorizers;
    }

    /** Where no authorizer is active, nobody's CONNECT could succeed without a signature: so it ends here. */
    @Override
    public Upgrade webSocket(HttpRequest request, Optional<String> serverName) {
        if (RequestAuthenticator.isSigned(request)) {
            return signed.webSocket(request);
        }
        if (!authorizers.hasActive()) {
            return new Upgrade.Refused(new Reason.NoCredentials(
                    "a SigV4 signature for 'iotdevicegateway', or an active custom authorizer"));
        }
        ClientCredentials client = ClientCredentials.ofTls(serverName).with(CustomAuthorizers.http(request));
        return new Upgrade.Granted((connect, clientId) -> authorizers.identify(client, connect, clientId));
    }

    @Override
    public ConnectIdentifier mqtt(Optional<String> serverName) {
        ClientCredentials client = ClientCredentials.ofTls(serverName);
        return (connect, clientId) -> authorizers.identify(client, connect, clientId);
    }
}
