package dev.mooring.server;

import dev.mooring.gateway.Gateway;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** How others reach the ports that a server has opened. */
final class EndpointAddresses {
    private EndpointAddresses() {}

    static Endpoints of(ServerConfig config, Gateway.Addresses addresses, DataDirectory data) {
        String host = config.advertisedHost();
        Path rootCa = data.rootCa();
        return new Endpoints(
                at(localAddress(config), addresses.http()).orElseThrow(),
                at(host, addresses.mqtts()).orElseThrow(),
                at(host, addresses.https()).orElseThrow(),
                at(host, addresses.alpn()),
                at("127.0.0.1", addresses.mqtt()),
                rootCa,
                config.tenant().region(),
                config.tenant().account(),
                ProcessHandle.current().pid());
    }

    /**
     * An address on which programs of this machine reach the server: the AWS CLI after {@code mooring env}, and functions. Not
     * the host name of {@code --hostname}, which is for devices and need not be known here.
     */
    private static String localAddress(ServerConfig config) {
        return switch (config.bind()) {
            case "0.0.0.0", "::", "localhost" -> "127.0.0.1";
            case String ipv6 when ipv6.contains(":") -> "[" + ipv6 + "]";
            case String address -> address;
        };
    }

    private static Optional<String> at(String host, Optional<InetSocketAddress> address) {
        return address.map(found -> host + ":" + found.getPort());
    }
}
