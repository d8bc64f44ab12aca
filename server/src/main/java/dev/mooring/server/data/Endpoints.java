package dev.mooring.server.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a running server is reached: the content of {@code endpoints.json}, which scripts read.
 *
 * @param http {@code host:port} of the AWS APIs, the console and WebSocket
 * @param mqtts {@code host:port} of MQTT over mutual TLS
 * @param https {@code host:port} of HTTPS with client certificates
 * @param rootCa the file with the root CA certificate
 * @param pid the server's process
 */
public record Endpoints(
        String http,
        String mqtts,
        String https,
        Optional<String> alpn,
        Optional<String> mqtt,
        Path rootCa,
        String region,
        String account,
        long pid) {
    private static final JsonMapper JSON = new JsonMapper();

    public void write(Path file) {
        ObjectNode node = JSON.createObjectNode()
                .put("http", http)
                .put("mqtts", mqtts)
                .put("https", https)
                .put("alpn", alpn.orElse(null))
                .put("mqtt", mqtt.orElse(null))
                .put("rootCa", rootCa.toString())
                .put("region", region)
                .put("account", account)
                .put("pid", pid);
        DataDirectory.writePrivate(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
    }

    /**
     * @return empty when there is no such file: no server has run here, or it stopped
     * @throws IllegalStateException when the file is not what {@link #write} writes
     */
    public static Optional<Endpoints> read(Path file) {
        try {
            return Optional.of(of(JSON.readTree(Files.readString(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is damaged; a server writes it anew when it starts", e);
        }
    }

    private static Endpoints of(JsonNode node) {
        return new Endpoints(
                endpoint(required(node, "http")),
                endpoint(required(node, "mqtts")),
                endpoint(required(node, "https")),
                text(node, "alpn").map(Endpoints::endpoint),
                text(node, "mqtt").map(Endpoints::endpoint),
                Path.of(required(node, "rootCa")),
                required(node, "region"),
                required(node, "account"),
                node.path("pid").asLong(0));
    }

    /**
     * The file of a server that was killed stays behind; its process does not. But the process id may have been given to
     * another one: see {@link DataDirectory#runningServer}.
     */
    boolean hasLiveProcess() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The port of a {@code host:port}. */
    public static int portOf(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    /** The host of a {@code host:port}. */
    public static String hostOf(String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf(':'));
    }

    private static String required(JsonNode node, String name) {
        return text(node, name).orElseThrow(() -> new IllegalArgumentException("no member " + name));
    }

    private static String endpoint(String text) {
        if (!text.matches(".+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("not host:port: " + text);
        }
        return text;
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
