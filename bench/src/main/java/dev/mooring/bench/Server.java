package dev.mooring.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server under test: {@code ./mooring up} on free ports, in a process of its own. */
final class Server implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long POLL_NANOS = 200_000;

    private final Process process;
    private final Path data;
    private final JsonNode endpoints;

    private Server(Process process, Path data, JsonNode endpoints) {
        this.process = process;
        this.data = data;
        this.endpoints = endpoints;
    }

    static Server start(Path data, String... options) {
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(data.resolve("endpoints.json"));
            List<String> command = new ArrayList<>(List.of(
                    "./mooring",
                    "up",
                    "--data",
                    data.toString(),
                    "--http-port",
                    "0",
                    "--mqtts-port",
                    "0",
                    "--https-port",
                    "0"));
            command.addAll(List.of(options));
            ProcessBuilder builder = new ProcessBuilder(command);
            // As much as the peers in Java get.
            builder.environment().putIfAbsent("MOORING_JAVA_OPTS", "-Xmx2g");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(data.resolve("bench.log").toFile())
                    .start();
            while (!Files.exists(data.resolve("endpoints.json"))) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(
                            "the server did not start:\n" + Files.readString(data.resolve("bench.log")));
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            return new Server(process, data, JSON.readTree(Files.readString(data.resolve("endpoints.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The launcher replaces itself by the server, so the process is the server. */
    long pid() {
        return endpoints.path("pid").asLong();
    }

    /** {@code host:port} */
    String endpoint(String name) {
        return endpoints.path(name).asString();
    }

    String port(String name) {
        String endpoint = endpoint(name);
        return endpoint.substring(endpoint.lastIndexOf(':') + 1);
    }

    Path rootCa() {
        return Path.of(endpoints.path("rootCa").asString());
    }

    Path data() {
        return data;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
