package dev.mooring.core.reason;

import dev.mooring.core.policy.Decision;
import java.time.Duration;
import java.time.Instant;

/**
 * Why something was refused, dropped or closed. Every such event is a case of this type; the log, lifecycle events,
 * MQTT reason strings and the console are views of it. Nothing vanishes silently.
 */
public sealed interface Reason {
    /** One sentence for a person: what happened and, where it helps, what to do about it. */
    String text();

    /**
     * The one good news, so that the history of a client has a beginning: it was let in.
     *
     * @param decision of {@code iot:Connect}
     */
    record Admitted(String principal, Decision decision) implements Reason {
        @Override
        public String text() {
            return "let in as " + principal + ": " + decision.explain();
        }
    }

    /** The client offered no certificate in the TLS handshake. */
    record NoClientCertificate() implements Reason {
        @Override
        public String text() {
            return "the client sent no certificate; this port needs mutual TLS";
        }
    }

    /** The client showed nothing by which it could be known: no signature, no certificate, no authorizer. */
    record NoCredentials(String wanted) implements Reason {
        @Override
        public String text() {
            return "the client did not say who it is; this door wants " + wanted;
        }
    }

    /** A Signature Version 4 was wrong, old, or of an unknown key. */
    record SignatureRefused(String detail) implements Reason {
        @Override
        public String text() {
            return "the SigV4 signature was refused: " + detail;
        }
    }

    /** The client asked for a WebSocket in a way that cannot carry MQTT. */
    record UpgradeRefused(String detail) implements Reason {
        @Override
        public String text() {
            return "the WebSocket was refused: " + detail;
        }
    }

    /** A custom authorizer did not let the client in, or could not be asked. */
    record AuthorizerRefused(String authorizer, String detail) implements Reason {
        @Override
        public String text() {
            return (authorizer.isEmpty() ? "custom authentication" : "authorizer " + authorizer) + ": " + detail;
        }
    }

    /** The time for which a custom authorizer let the client in has passed. */
    record AuthorizationExpired(String authorizer, Duration lifetime) implements Reason {
        @Override
        public String text() {
            return "authorizer " + authorizer + " let the client in for " + lifetime.toSeconds()
                    + " s (disconnectAfterInSeconds), which have passed";
        }
    }

    /** A WebSocket that was opened with a signature has been open for as long as that is good. */
    record WebSocketExpired(Duration lifetime) implements Reason {
        @Override
        public String text() {
            return "a WebSocket opened with SigV4 lasts " + lifetime.toHours() + " hours, which have passed";
        }
    }

    /** Somebody called DeleteConnection. */
    record DisconnectedByApi(String caller, String address) implements Reason {
        @Override
        public String text() {
            return caller + " called DeleteConnection from " + address;
        }
    }

    /** The certificate is not registered here. */
    record CertificateUnknown(String certificateId, String subject) implements Reason {
        @Override
        public String text() {
            return "certificate " + certificateId + " (" + subject + ") is not registered here";
        }
    }

    /** The certificate is registered but its status does not let it authenticate. */
    record CertificateNotActive(String certificateId, String status) implements Reason {
        @Override
        public String text() {
            return "certificate " + certificateId + " is " + status
                    + "; make it ACTIVE with: aws iot update-certificate --new-status ACTIVE --certificate-id "
                    + certificateId;
        }
    }

    /** The certificate's validity period does not contain the present. */
    record CertificateNotValidNow(String certificateId, Instant notBefore, Instant notAfter) implements Reason {
        @Override
        public String text() {
            return "certificate " + certificateId + " is valid only from " + notBefore + " to " + notAfter;
        }
    }

    /** The status of a connected client's certificate left ACTIVE, or the certificate was deleted. */
    record CertificateDeactivated(String certificateId) implements Reason {
        @Override
        public String text() {
            return "certificate " + certificateId + " is no longer active";
        }
    }

    /** TLS failed before any certificate question arose, or the client ended it. */
    record HandshakeFailed(String detail) implements Reason {
        @Override
        public String text() {
            return "TLS handshake failed: " + detail;
        }
    }

    /** Policies do not allow the action. */
    record NotAuthorized(String principal, String action, String resource, Decision decision) implements Reason {
        @Override
        public String text() {
            return principal + " may not " + action + " on " + resource + ": " + decision.explain();
        }
    }

    /**
     * The peer broke the protocol.
     *
     * @param section the normative statement, for example {@code MQTT-3.1.0-2}, or empty
     * @param code the {@link ReasonCode} that MQTT 5 has for it
     */
    record ProtocolError(String detail, String section, int code) implements Reason {
        public ProtocolError(String detail, String section) {
            this(detail, section, ReasonCode.PROTOCOL_ERROR);
        }

        @Override
        public String text() {
            return "protocol error: " + detail + (section.isEmpty() ? "" : " [" + section + "]");
        }
    }

    /**
     * A limit was reached.
     *
     * @param quota its name in the documentation
     * @param limit the limit in force
     * @param actual what was asked for
     * @param code the {@link ReasonCode} that MQTT 5 has for it
     */
    record QuotaExceeded(String quota, long limit, long actual, int code) implements Reason {
        public QuotaExceeded(String quota, long limit, long actual) {
            this(quota, limit, actual, ReasonCode.QUOTA_EXCEEDED);
        }

        @Override
        public String text() {
            return quota + ": " + actual + " is over the limit of " + limit;
        }
    }

    /** Another connection took over the client id. */
    record TakenOver(String clientId, String oldAddress, String newAddress) implements Reason {
        @Override
        public String text() {
            return "client id '" + clientId + "' was taken over by " + newAddress + " from " + oldAddress
                    + "; two devices with one client id disconnect each other";
        }
    }

    /** Nothing was heard for 1.5 times the keep-alive. */
    record KeepAliveTimeout(Duration keepAlive) implements Reason {
        @Override
        public String text() {
            return "nothing received for 1.5 times the keep-alive of " + keepAlive.toSeconds() + " s";
        }
    }

    /** The client did not send CONNECT (or finish TLS) in time. */
    record ConnectTimeout(Duration waited) implements Reason {
        @Override
        public String text() {
            return "no CONNECT within " + waited.toSeconds() + " s";
        }
    }

    /** The transport ended without DISCONNECT. */
    record ConnectionLost(String detail) implements Reason {
        @Override
        public String text() {
            return "connection lost" + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /**
     * The client sent DISCONNECT.
     *
     * @param code the {@link ReasonCode} it gave; always 0 from MQTT 3.1.1
     * @param detail the reason string it gave, or empty
     */
    record ClientDisconnected(int code, String detail) implements Reason {
        @Override
        public String text() {
            return "the client disconnected"
                    + (code == ReasonCode.SUCCESS ? "" : " with reason code 0x%02X".formatted(code))
                    + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /** A subscriber was too slow and its bounded queue was full. */
    record QueueFull(String clientId, String topic, int limit) implements Reason {
        @Override
        public String text() {
            return "message on '" + topic + "' dropped: the queue of client '" + clientId + "' holds its limit of "
                    + limit;
        }
    }

    /** The server is stopping. */
    record ServerShutdown() implements Reason {
        @Override
        public String text() {
            return "the server is shutting down";
        }
    }

    /** Our own fault. */
    record ServerError(String detail) implements Reason {
        @Override
        public String text() {
            return "internal error: " + detail;
        }
    }
}
