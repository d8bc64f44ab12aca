package dev.mooring.core.policy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of IPv4 or IPv6 addresses, for example {@code 203.0.113.0/24}. An IPv4 address written as IPv6
 * ({@code ::ffff:203.0.113.7}) counts as IPv4.
 */
record Cidr(InetAddress address, int prefixBits) {
    /** Reads a range or a single address; never asks the network. */
    static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        return parseAddress(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            int bits = address.getAddress().length * 8;
            if (slash < 0) {
                return Optional.of(new Cidr(address, bits));
            }
            String prefix = text.substring(slash + 1);
            boolean digits =
                    !prefix.isEmpty() && prefix.length() <= 3 && prefix.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits && Integer.parseInt(prefix) <= bits
                    ? Optional.of(new Cidr(address, Integer.parseInt(prefix)))
                    : Optional.empty();
        });
    }

    boolean contains(String candidate) {
        return parseAddress(candidate).filter(this::contains).isPresent();
    }

    private boolean contains(InetAddress candidate) {
        byte[] ours = address.getAddress();
        byte[] theirs = candidate.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0, left = prefixBits; left > 0; i++, left -= 8) {
            int mask = left >= 8 ? 0xff : 0xff << (8 - left) & 0xff;
            if (((ours[i] ^ theirs[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<InetAddress> parseAddress(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
