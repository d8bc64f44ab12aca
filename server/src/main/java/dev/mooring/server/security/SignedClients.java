package dev.mooring.server.security;

import dev.mooring.api.ApiException;
import dev.mooring.api.Caller;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.broker.Authority;
import dev.mooring.broker.Peer.Identification;
import dev.mooring.broker.Standing;
import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.door.Doorkeeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * WebSockets opened with a signature: their clients are the holder of the access key, with all its rights.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html">AWS: MQTT, connection limits</a>
 */
public final class SignedClients {
    /** AWS ends them after this time, whatever they do. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /** The device SDKs sign for the first; those who look at the SDKs for the data plane sign for the second. */
    private static final Set<String> SIGNING_NAMES = Set.of("iotdevicegateway", "iotdata");

    private final RequestAuthenticator authenticator;
    private final InstantSource clock;

    public SignedClients(RequestAuthenticator authenticator, InstantSource clock) {
        this.authenticator = authenticator;
        this.clock = clock;
    }

    Doorkeeper.Upgrade webSocket(HttpRequest request) {
        RequestAuthenticator.Signer signer;
        try {
            signer = authenticator.authenticate(request, clock.instant());
        } catch (ApiException refusal) {
            return new Doorkeeper.Upgrade.Refused(
                    new Reason.SignatureRefused(refusal.error() + ": " + refusal.getMessage()));
        }
        if (!SIGNING_NAMES.contains(signer.service())) {
            return new Doorkeeper.Upgrade.Refused(new Reason.SignatureRefused(
                    "it is for the service '" + signer.service() + "', and must be for 'iotdevicegateway'"));
        }
        Caller.Identity caller =
                new Caller.Identity(new Tenant(signer.account(), signer.region()), signer.arn(), signer.accessKeyId());
        Authority authority = FullAccess.by("access key " + signer.accessKeyId());
        Standing standing = new Standing(
                Optional.of(context -> authority),
                Optional.of(new Standing.Limit(LIFETIME, new Reason.WebSocketExpired(LIFETIME))),
                Optional.empty());
        Identification identified =
                new Identification.Identified(caller.tenant(), caller.arn(), caller.principalId(), standing);
        return new Doorkeeper.Upgrade.Granted((connect, clientId) -> identified);
    }
}
