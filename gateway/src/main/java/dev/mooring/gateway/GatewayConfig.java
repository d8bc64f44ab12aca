package dev.mooring.gateway;

import dev.mooring.core.Tenant;
import dev.mooring.gateway.http.HttpLimits;
import dev.mooring.gateway.mqtt.MqttLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the gateway listens and what it bears.
 *
 * @param bind the address of all ports
 * @param httpPort HTTP without TLS; a port of 0 takes a free one, none is off
 * @param httpsPort HTTP over TLS, with a client certificate or signed
 * @param mqttsPort MQTT over mutual TLS
 * @param alpnPort all of it over TLS, by the application protocol that a client asks for
 * @param mqttPort MQTT without TLS or authentication; always on the loopback address
 * @param plainTenant whose broker the plain MQTT port leads to
 * @param plainPrincipal the id of the certificate whose holders the plain port's clients are taken for; empty for nobody in
 *     particular
 * @param eventLoops threads that own connections; 0 for one a processor
 * @param handshakeTimeout from accepting a connection to a finished TLS handshake
 * @param connectionsPerAddress open at a time, all ports together; connections from this machine are not counted
 */
public record GatewayConfig(
        InetAddress bind,
        OptionalInt httpPort,
        OptionalInt httpsPort,
        OptionalInt mqttsPort,
        OptionalInt alpnPort,
        OptionalInt mqttPort,
        Tenant plainTenant,
        Optional<String> plainPrincipal,
        int eventLoops,
        Duration handshakeTimeout,
        int connectionsPerAddress,
        MqttLimits mqtt,
        HttpLimits http) {
    /** The documented default limits: a handshake takes 10 s, an address has 1,000 connections. */
    public GatewayConfig(
            InetAddress bind,
            OptionalInt httpPort,
            OptionalInt httpsPort,
            OptionalInt mqttsPort,
            OptionalInt alpnPort,
            OptionalInt mqttPort,
            Tenant plainTenant) {
        this(
                bind,
                httpPort,
                httpsPort,
                mqttsPort,
                alpnPort,
                mqttPort,
                plainTenant,
                Optional.empty(),
                0,
                Duration.ofSeconds(10),
                1000,
                MqttLimits.AWS,
                HttpLimits.DEFAULT);
    }
}
