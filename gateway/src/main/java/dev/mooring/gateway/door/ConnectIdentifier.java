package dev.mooring.gateway.door;

import dev.mooring.broker.Peer.Identification;
import dev.mooring.broker.packet.Connect;

/** Says who a CONNECT comes from, on a connection that has no client certificate. May block; safe for threads. */
@FunctionalInterface
public interface ConnectIdentifier {
    Identification identify(Connect connect, String clientId);
}
