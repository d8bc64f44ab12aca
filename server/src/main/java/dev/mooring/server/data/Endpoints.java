package dev.mooring.server.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
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

    /** @return empty when there is no such file: no server has run here, or it stopped */
    public static Optional<Endpoints> read(Path file) {
        JsonNode node;
        try {
            node = JSON.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.of(new Endpoints(
                node.path("http").asString(),
                node.path("mqtts").asString(),
                node.path("https").asString(),
                text(node, "alpn"),
                text(node, "mqtt"),
                Path.of(node.path("rootCa").asString()),
                node.path("region").asString(),
                node.path("account").asString(),
                node.path("pid").asLong()));
    }

    /** The file of a server that was killed stays behind; its process does not. */
    public boolean isRunning() {
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

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
