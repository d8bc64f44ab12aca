package dev.mooring.server;

/** The address of the APIs: known once the gateway has its port, asked for when a function starts. */
final class LateAddress {
    private volatile String address = "";

    void become(String hostAndPort) {
        address = hostAndPort;
    }

    /** {@code host:port} */
    String get() {
        return address;
    }
}
