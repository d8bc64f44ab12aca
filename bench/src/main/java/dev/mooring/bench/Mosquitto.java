package dev.mooring.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The peer, in its fastest honest configuration: nothing kept on disk, no limits that drop. */
final class Mosquitto implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto");
    private static final long POLL_NANOS = 10_000_000;

    private final Optional<Process> process;
    private final String port;

    private Mosquitto(Optional<Process> process, String port) {
        this.process = process;
        this.port = port;
    }

    /** Does nothing, and says so, where mosquitto is not installed. */
    static Mosquitto start(Path directory) throws IOException {
        Optional<String> binary = PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst();
        if (binary.isEmpty()) {
            System.err.println("(mosquitto is not installed: no peer in this run)");
            return new Mosquitto(Optional.empty(), "");
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = directory.resolve("mosquitto.conf");
        Files.writeString(configuration, """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence false
                log_type none
                log_dest none
                sys_interval 0
                max_inflight_messages 0
                max_queued_messages 0
                max_queued_bytes 0
                max_connections -1
                set_tcp_nodelay true
                user root
                """.formatted(port));
        Process process = new ProcessBuilder(binary.get(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new Mosquitto(Optional.of(process), Integer.toString(probe.getPort()));
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("mosquitto did not start", e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    boolean isRunning() {
        return process.isPresent();
    }

    long pid() {
        return process.orElseThrow().pid();
    }

    String port() {
        return port;
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroy);
    }
}
