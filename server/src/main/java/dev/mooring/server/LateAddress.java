package dev.mooring.server;

import java.util.concurrent.CountDownLatch;

/**
 * The address of the APIs: known once the gateway has its port. Devices may be faster than that, so who needs it waits for
 * it; not for event loops.
 */
final class LateAddress {
    private final CountDownLatch known = new CountDownLatch(1);
    private volatile String address = "";

    void become(String hostAndPort) {
        address = hostAndPort;
        known.countDown();
    }

    /**
     * {@code host:port}
     *
     * @throws IllegalStateException when the server stops before it has one
     */
    String get() {
        try {
            known.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server stopped before its ports were open", stopping);
        }
        return address;
    }
}
