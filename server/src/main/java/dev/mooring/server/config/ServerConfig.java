package dev.mooring.server.config;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.TargetService;
import dev.mooring.store.Durability;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What the operator chose. A port of 0 takes a free one; an absent port is off.
 *
 * @param data the data directory
 * @param bind the address all ports listen on
 * @param hostname the name devices use to reach this machine; part of the server certificate
 * @param mqttPrincipal a certificate's id: clients of the plain port are judged by its policies; empty: they may do
 *     everything
 * @param tenant whose the root access key is, and whose registry is used where nothing says otherwise
 * @param anyCredentials accept any access key unchecked; only on loopback
 * @param explainRefusals say why with a CONNACK where the profile would hang up on an MQTT 3.1.1 client
 * @param database a PostgreSQL JDBC URL; empty for SQLite in the data directory
 * @param ruleActions whether they survive the process
 * @param httpDestinations where the HTTP actions of rules may send to
 * @param targets where rules deliver to instead of this server itself, and as whom
 */
public record ServerConfig(
        Path data,
        String bind,
        Optional<String> hostname,
        int httpPort,
        int mqttsPort,
        int httpsPort,
        OptionalInt alpnPort,
        OptionalInt mqttPort,
        Optional<String> mqttPrincipal,
        Tenant tenant,
        boolean anyCredentials,
        Profile profile,
        boolean explainRefusals,
        Optional<String> database,
        Durability durability,
        RuleActions ruleActions,
        HttpDestinations httpDestinations,
        Map<TargetService, TargetSettings> targets) {
    public static final int DEFAULT_HTTP_PORT = 7080;
    public static final int DEFAULT_MQTTS_PORT = 8883;
    public static final int DEFAULT_HTTPS_PORT = 8443;

    /** Labels of letters, digits and hyphens (RFC 1123), which covers IPv4 addresses; or an IPv6 address. */
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern CERTIFICATE_ID = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException with a sentence for the operator when the choices do not fit together */
    public ServerConfig {
        targets = Map.copyOf(targets);
        requirePort("--http-port", httpPort);
        requirePort("--mqtts-port", mqttsPort);
        requirePort("--https-port", httpsPort);
        alpnPort.ifPresent(port -> requirePort("--alpn-port", port));
        mqttPort.ifPresent(port -> requirePort("--mqtt-port", port));
        mqttPrincipal.ifPresent(ServerConfig::requireCertificateId);
        if (mqttPrincipal.isPresent() && mqttPort.isEmpty()) {
            throw new IllegalArgumentException("--mqtt-principal is for the plain port: it needs --mqtt-port");
        }
        hostname.filter(name -> !HOST_NAME.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException("--hostname: '" + name + "' is neither a host name nor an address");
        });
        database.filter(url -> !url.startsWith("jdbc:postgresql:")).ifPresent(url -> {
            // Not the URL itself: it may hold a password.
            throw new IllegalArgumentException("--database takes a URL that begins with jdbc:postgresql:");
        });
        boolean loopback = isLoopback(bind);
        if (anyCredentials && !loopback) {
            throw new IllegalArgumentException("--any-credentials would let everybody on the network in: it needs a "
                    + "loopback --bind address, not " + bind);
        }
        if (mqttPort.isPresent() && !loopback) {
            throw new IllegalArgumentException(
                    "--mqtt-port opens an unauthenticated port: it needs a loopback --bind " + "address, not " + bind);
        }
    }

    private static void requireCertificateId(String id) {
        if (!CERTIFICATE_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("--mqtt-principal takes a certificate's id, 64 hexadecimal digits "
                    + "(aws iot list-certificates), not '" + id + "'");
        }
    }

    /** Free ports on loopback, all else as usual: for a server that a program of ours starts for itself. */
    public static ServerConfig forPrivateUse(Path data) {
        return new ServerConfig(
                data,
                "127.0.0.1",
                Optional.empty(),
                0,
                0,
                0,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                new Tenant("000000000000", "us-east-1"),
                false,
                Profile.AWS,
                false,
                Optional.empty(),
                Durability.FSYNC,
                RuleActions.DURABLE,
                HttpDestinations.OPEN,
                Map.of());
    }

    /** The same with a plain port. */
    public ServerConfig withPlainMqtt(OptionalInt port, Optional<String> principal) {
        return new ServerConfig(
                data,
                bind,
                hostname,
                httpPort,
                mqttsPort,
                httpsPort,
                alpnPort,
                port,
                principal,
                tenant,
                anyCredentials,
                profile,
                explainRefusals,
                database,
                durability,
                ruleActions,
                httpDestinations,
                targets);
    }

    /** The name that clients on this machine, or on the network when a hostname was given, connect to. */
    public String advertisedHost() {
        return hostname.orElse("localhost");
    }

    /** Whether programs of this machine that use its own address come from a loopback address. */
    public boolean isReachedOnLoopback() {
        return bind.equals("0.0.0.0") || bind.equals("::") || isLoopback(bind);
    }

    private static void requirePort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(option + " takes a port from 0 to 65535, not " + port);
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--bind: cannot resolve '" + address + "'", e);
        }
    }
}
