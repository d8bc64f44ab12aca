package dev.mooring.api.mooring;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.policy.Decision;
import dev.mooring.core.reason.Reason;
import java.util.Optional;

/** What a person could do next about an event. Pure. */
final class Advice {
    private Advice() {}

    /** Empty where there is nothing to do, or the reason says it itself. */
    static Optional<String> on(ClientEvent event) {
        return switch (event.reason()) {
            case Reason.NotAuthorized denied -> Optional.of(denied(denied));
            case Reason.NoClientCertificate none ->
                Optional.of("give the client its certificate and private key; without one, use a signed WebSocket or a"
                        + " custom authorizer");
            case Reason.CertificateUnknown unknown ->
                Optional.of("was it made by another server, or another data directory? aws iot describe-certificate"
                        + " --certificate-id " + unknown.certificateId());
            case Reason.CertificateNotValidNow expired ->
                Optional.of("compare with the clocks; if they are right, make a new certificate with: aws iot"
                        + " create-keys-and-certificate --set-as-active");
            case Reason.CertificateDeactivated off ->
                Optional.of("make it ACTIVE again with: aws iot update-certificate --new-status ACTIVE"
                        + " --certificate-id " + off.certificateId());
            case Reason.HandshakeFailed failed -> Optional.of(handshake(failed.detail()));
            case Reason.SignatureRefused refused ->
                Optional.of("compare the access key, region and clock with those of: ./mooring env");
            case Reason.TakenOver taken ->
                Optional.of("give each device a client id of its own, for example its thing name");
            case Reason.KeepAliveTimeout silent ->
                Optional.of("the network was gone, or the client sends no PINGREQ while it is busy");
            case Reason.ConnectTimeout late -> Optional.of("the client must send CONNECT at once after connecting");
            case Reason.QueueFull full ->
                Optional.of("the subscriber is slower than its messages, or has been away for long");
            case Reason.QuotaExceeded quota ->
                Optional.of("AWS has this limit too (docs/reference/limits.md); --profile full lifts what need not be");
            case Reason.ServerError error -> Optional.of("a fault of the server: its log has more");
            case Reason.AuthorizerRefused refused ->
                Optional.of("try it with: aws iot test-invoke-authorizer"
                        + (refused.authorizer().isEmpty() ? "" : " --authorizer-name " + refused.authorizer()));
            case Reason.AuthorizationExpired expired -> Optional.of("the client may connect again");
            case Reason.WebSocketExpired expired -> Optional.of("the client may connect again with a new signature");
            case Reason.Admitted in -> Optional.empty();
            case Reason.NoCredentials none -> Optional.empty();
            case Reason.UpgradeRefused refused -> Optional.empty();
            case Reason.DisconnectedByApi api -> Optional.empty();
            case Reason.CertificateNotActive inactive -> Optional.empty();
            case Reason.ProtocolError error -> Optional.empty();
            case Reason.ConnectionLost lost -> Optional.empty();
            case Reason.ClientDisconnected left -> Optional.empty();
            case Reason.ServerShutdown stopping -> Optional.empty();
        };
    }

    private static String denied(Reason.NotAuthorized denied) {
        return switch (denied.decision()) {
            case Decision.ExplicitDeny deny ->
                "change that statement, or detach the policy: aws iot get-policy --policy-name "
                        + deny.by().policyName();
            case Decision.ImplicitDeny none
            when none.nearMisses().isEmpty() ->
                "attach a policy that allows " + denied.action() + " on " + denied.resource();
            case Decision.ImplicitDeny none ->
                "widen that statement, or allow " + denied.action() + " on " + denied.resource();
            case Decision.Allowed allowed -> "";
        };
    }

    private static String handshake(String detail) {
        String lower = detail.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("unknown_ca")
                || lower.contains("certificate_unknown")
                || lower.contains("bad_certificate")) {
            return "the client does not trust this server: give it the root CA of ./mooring env (MOORING_ROOT_CA)";
        }
        if (lower.contains("not an ssl/tls record") || lower.contains("http_request")) {
            return "the client does not speak TLS on this port";
        }
        return "look at the client's own log; openssl s_client -connect HOST:PORT -CAfile ROOT_CA shows the server's side";
    }
}
