package dev.mooring.gateway.testing;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.broker.Peer.Identification;
import dev.mooring.broker.Standing;
import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.door.ConnectIdentifier;
import dev.mooring.gateway.door.Doorkeeper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets in a WebSocket whose query is {@code let-me-in}, and over TLS without certificate the user {@code guest}.
 */
public final class Doors implements Doorkeeper {
    public static final String PRINCIPAL = "guest";

    public final List<HttpRequest> upgrades = new CopyOnWriteArrayList<>();
    public final List<Optional<String>> serverNames = new CopyOnWriteArrayList<>();
    public volatile Standing standing = Standing.ATTACHED_POLICIES;
    private final Tenant tenant;

    Doors(Tenant tenant) {
        this.tenant = tenant;
    }

    @Override
    public Upgrade webSocket(HttpRequest request, Optional<String> serverName) {
        upgrades.add(request);
        serverNames.add(serverName);
        return request.rawQuery().equals("let-me-in")
                ? new Upgrade.Granted((connect, clientId) -> guest())
                : new Upgrade.Refused(new Reason.SignatureRefused("not what a test wants"));
    }

    @Override
    public ConnectIdentifier mqtt(Optional<String> serverName) {
        serverNames.add(serverName);
        return (connect, clientId) -> connect.username().equals(Optional.of("guest"))
                ? guest()
                : new Identification.Refused(new Reason.AuthorizerRefused("test", "not a guest"));
    }

    private Identification guest() {
        return new Identification.Identified(tenant, "arn:guest", PRINCIPAL, standing);
    }
}
