package dev.mooring.gateway.tls;

import dev.mooring.core.reason.Reason;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Finds the reason in what a failed handshake throws. */
public final class HandshakeFailure {
    private HandshakeFailure() {}

    public static Reason reasonOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificateException refused) {
                return refused.reason();
            }
        }
        String detail = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String lower = detail.toLowerCase(Locale.ROOT);
        // BoringSSL's words, then the JDK's.
        if (lower.contains("peer_did_not_return_a_certificate") || lower.contains("empty client certificate chain")) {
            return new Reason.NoClientCertificate();
        }
        if (failure instanceof ClosedChannelException) {
            return new Reason.HandshakeFailed("the client closed the connection");
        }
        return new Reason.HandshakeFailed(detail);
    }
}
