package dev.mooring.gateway;

import dev.mooring.api.http.HttpService;
import dev.mooring.broker.Broker;
import dev.mooring.gateway.door.Doorkeeper;
import dev.mooring.gateway.tls.CertificateRegistry;
import dev.mooring.gateway.tls.ServerIdentity;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the gateway needs from outside.
 *
 * @param serverIdentities asked for every TLS connection, so a renewed certificate is in use at once; answers from
 *     memory
 * @param doorkeeper knows clients without certificate
 * @param blocking runs HTTP requests and the parts of TLS handshakes that ask the registry: virtual threads
 */
public record GatewayPorts(
        Broker broker,
        HttpService http,
        CertificateRegistry certificates,
        Supplier<List<ServerIdentity>> serverIdentities,
        Doorkeeper doorkeeper,
        InstantSource clock,
        Executor blocking) {}
