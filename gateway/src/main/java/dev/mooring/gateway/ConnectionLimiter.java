package dev.mooring.gateway;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts open connections by address. Safe for threads. */
final class ConnectionLimiter {
    private final int limit;
    private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();

    ConnectionLimiter(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** False when the address has as many as it may. Connections from this machine itself are not counted. */
    boolean tryOpen(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return true;
        }
        boolean[] opened = {true};
        open.merge(address, 1, (now, one) -> {
            opened[0] = now < limit;
            return opened[0] ? now + one : now;
        });
        return opened[0];
    }

    void closed(InetAddress address) {
        open.computeIfPresent(address, (a, now) -> now == 1 ? null : now - 1);
    }
}
