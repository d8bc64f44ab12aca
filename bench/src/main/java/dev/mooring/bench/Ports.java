package dev.mooring.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** TCP ports of processes that we start. */
final class Ports {
    private static final long POLL_NANOS = 10_000_000;

    private Ports() {}

    static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** @throws IllegalStateException with the log, if the process ends instead */
    static void awaitOpen(int port, Process process, Path log) throws IOException {
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                probe.shutdownOutput();
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("a peer did not start:\n" + Files.readString(log), e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** Ends a process and waits until it has. */
    static void stop(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
