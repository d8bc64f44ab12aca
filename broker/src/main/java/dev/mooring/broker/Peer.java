package dev.mooring.broker;

import dev.mooring.broker.packet.Connect;
import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What the transport knows of the other end of a connection. */
public interface Peer {
    /** The address as text, without port. */
    String sourceIp();

    /** Address and port, for logs. */
    String address();

    Optional<X509Certificate> certificate();

    /** The SNI host name. */
    Optional<String> serverName();

    /** Who this is, as of now. May read from disk: called on a thread that may block. */
    Identification identify();

    /** The same for those who say who they are in the CONNECT. */
    default Identification identify(Connect connect, String clientId) {
        return identify();
    }

    sealed interface Identification {
        /**
         * @param arn the certificate's ARN, or the identity's
         * @param id the certificate id, or the identity's id
         */
        record Identified(Tenant tenant, String arn, String id, Standing standing) implements Identification {
            public Identified(Tenant tenant, String arn, String id) {
                this(tenant, arn, id, Standing.ATTACHED_POLICIES);
            }
        }

        record Refused(Reason reason) implements Identification {}
    }
}
