package dev.mooring.core.cert;

import java.net.InetAddress;
import java.util.List;

/**
 * What a server certificate is for.
 *
 * @param dnsNames host names, the first also becomes the common name; at least one
 * @param addresses IP addresses
 */
public record ServerNames(List<String> dnsNames, List<InetAddress> addresses) {
    public ServerNames {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
        if (dnsNames.isEmpty()) {
            throw new IllegalArgumentException("a server certificate needs a host name");
        }
    }
}
