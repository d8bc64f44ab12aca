package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The peer in C, in its fastest honest configuration: nothing kept on disk, no limits that drop. */
record Mosquitto(Process process, int port, Tls tls) implements Target {
    private static final List<String> PLACES = List.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto");

    /** Where it is installed. */
    static Optional<String> binary() {
        return PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst();
    }

    static Mosquitto start(Path directory) throws IOException, InterruptedException {
        PeerCertificates certificates = PeerCertificates.create(directory);
        int port = Ports.free();
        int tlsPort = Ports.free();
        Path configuration = directory.resolve("mosquitto.conf");
        Files.writeString(configuration, """
                per_listener_settings false
                allow_anonymous true
                persistence false
                log_type none
                log_dest none
                sys_interval 0
                max_inflight_messages 0
                max_queued_messages 0
                max_queued_bytes 0
                set_tcp_nodelay true
                user root
                listener %d 127.0.0.1
                max_connections -1
                listener %d 127.0.0.1
                max_connections -1
                cafile %s
                certfile %s
                keyfile %s
                require_certificate true
                tls_version tlsv1.3
                """.formatted(
                        port,
                        tlsPort,
                        certificates.file("ca.pem"),
                        certificates.file("server.pem"),
                        certificates.file("server.key")));
        Path log = directory.resolve("mosquitto.log");
        Process process = new ProcessBuilder(binary().orElseThrow(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Ports.awaitOpen(tlsPort, process, log);
        return new Mosquitto(process, port, certificates.tls(tlsPort));
    }

    @Override
    public String name() {
        return "mosquitto";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public String plainPort() {
        return Integer.toString(port);
    }

    @Override
    public boolean isJvm() {
        return false;
    }

    @Override
    public void close() {
        Ports.stop(process);
    }
}
