package dev.mooring.gateway.mqtt;

import dev.mooring.broker.Peer;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A client of the plain port: it shows nothing of itself. */
sealed interface PlainPeer extends Peer permits AnonymousPeer, AssumedPeer {
    int port();

    @Override
    default String address() {
        return sourceIp() + ":" + port();
    }

    @Override
    default Optional<X509Certificate> certificate() {
        return Optional.empty();
    }

    @Override
    default Optional<String> serverName() {
        return Optional.empty();
    }

    /** The plain port is for benchmarks, first experiments and terminators that see to that themselves. */
    @Override
    default boolean isMetered() {
        return false;
    }
}
