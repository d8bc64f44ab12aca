package dev.mooring.broker;

import dev.mooring.broker.packet.Connect;
import dev.mooring.core.reason.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who a CONNECT comes from and whether it may connect. May block; stateless. */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Authority.Factory authorities;

    Admission(Authority.Factory authorities) {
        this.authorities = authorities;
    }

    sealed interface Outcome {
        record Admitted(Peer.Identification.Identified principal, Authority authority) implements Outcome {}

        /** Nobody we know. */
        record Unidentified(Reason reason) implements Outcome {}

        /** Somebody we know, who may not connect like this. */
        record NotAuthorized(Peer.Identification.Identified principal, Reason reason) implements Outcome {}

        /** Our own fault: nobody is let in by accident. */
        record Failed(Reason reason) implements Outcome {}
    }

    Outcome judge(Peer peer, Connect connect, String clientId) {
        try {
            return switch (peer.identify(connect, clientId)) {
                case Peer.Identification.Refused refused -> new Outcome.Unidentified(refused.reason());
                case Peer.Identification.Identified principal -> authorize(peer, connect, clientId, principal);
            };
        } catch (RuntimeException e) {
            LOG.error("judging the CONNECT of '{}' failed", clientId, e);
            return new Outcome.Failed(new Reason.ServerError("the CONNECT could not be judged: " + e));
        }
    }

    private Outcome authorize(Peer peer, Connect connect, String clientId, Peer.Identification.Identified principal) {
        Authority authority = principal
                .standing()
                .authorities()
                .orElse(authorities)
                .authorityFor(new ConnectionContext(
                        principal.tenant(),
                        principal.arn(),
                        principal.id(),
                        peer.certificate(),
                        clientId,
                        peer.sourceIp(),
                        peer.serverName(),
                        !connect.cleanStart() || connect.properties().sessionExpirySeconds() > 0,
                        connect.will().map(Connect.Will::topic),
                        connect.will().map(Connect.Will::retain).orElse(false)));
        Authority.Verdict verdict = authority.connect();
        return verdict.isAllowed()
                ? new Outcome.Admitted(principal, authority)
                : new Outcome.NotAuthorized(principal, Denial.of(principal.id(), verdict));
    }
}
