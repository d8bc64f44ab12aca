package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A broker process to measure. */
interface Target extends AutoCloseable {
    /** As in the tables. */
    String name();

    long pid();

    /** On loopback, without TLS. */
    String plainPort();

    /** Mutual TLS with RSA-2048 certificates. */
    Tls tls();

    /** Warms up by compiling, so that the first run says nothing; its garbage can be collected with {@code jcmd}. */
    boolean isJvm();

    @Override
    void close();

    /** What a client needs to connect. */
    record Tls(String port, Path rootCa, Path certificate, Path key) {
        /** Arguments for the load generator. */
        List<String> arguments() {
            return List.of(
                    "--port",
                    port,
                    "--tls",
                    "--cafile",
                    rootCa.toString(),
                    "--cert",
                    certificate.toString(),
                    "--key",
                    key.toString());
        }
    }

    /** How to start one in an empty directory. */
    @FunctionalInterface
    interface Starter {
        Target start(Path directory) throws IOException, InterruptedException;
    }
}
