package dev.mooring.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server started as a user starts it: {@code ./mooring up}, on a data directory of its own and free ports. */
public final class Mooring implements AutoCloseable {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final JsonMapper JSON = new JsonMapper();
    private static final Pattern EXPORT = Pattern.compile("export (\\w+)='([^']*)'");

    private final Path data;
    private final Shell.Running process;
    private final JsonNode endpoints;

    private Mooring(Path data, Shell.Running process, JsonNode endpoints) {
        this.data = data;
        this.process = process;
        this.endpoints = endpoints;
    }

    public static Mooring start(Path data, String... options) {
        List<String> command = new ArrayList<>(List.of(
                ROOT.resolve("mooring").toString(),
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
        return start(data, command);
    }

    /** Again, on the ports of before, so that devices find it. */
    Mooring restart() {
        return start(
                data,
                List.of(
                        ROOT.resolve("mooring").toString(),
                        "up",
                        "--data",
                        data.toString(),
                        "--http-port",
                        port("http"),
                        "--mqtts-port",
                        port("mqtts"),
                        "--https-port",
                        port("https")));
    }

    private static Mooring start(Path data, List<String> command) {
        Shell.Running process = new Shell(ROOT, Map.of()).start(command.toArray(String[]::new));
        Await.until(
                () -> process.output().contains("Mooring is ready")
                        || !process.process().isAlive(),
                () -> "the server was not ready in time:\n" + process.output());
        if (!process.process().isAlive()) {
            throw new AssertionError("the server did not start:\n" + process.output());
        }
        try {
            return new Mooring(data, process, JSON.readTree(Files.readString(data.resolve("endpoints.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return data;
    }

    public String log() {
        return process.output();
    }

    /** {@code host:port} */
    public String endpoint(String name) {
        return endpoints.path(name).asString();
    }

    public String port(String name) {
        String endpoint = endpoint(name);
        return endpoint.substring(endpoint.lastIndexOf(':') + 1);
    }

    String host(String name) {
        String endpoint = endpoint(name);
        return endpoint.substring(0, endpoint.lastIndexOf(':'));
    }

    Path rootCa() {
        return Path.of(endpoints.path("rootCa").asString());
    }

    /** What {@code eval "$(./mooring env)"} leaves in a shell. */
    Map<String, String> env() {
        String text = new Shell(ROOT, Map.of())
                .run(ROOT.resolve("mooring").toString(), "env", "--data", data.toString())
                .mustSucceed()
                .out();
        Map<String, String> exports = new HashMap<>();
        Matcher matcher = EXPORT.matcher(text);
        while (matcher.find()) {
            exports.put(matcher.group(1), matcher.group(2));
        }
        return exports;
    }

    /** As the power failure does it: no handler runs. */
    public void killNow() {
        process.process().destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C or a service manager does it. */
    public void stop() {
        process.process().destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        Await.until(() -> !process.process().isAlive(), () -> "the server did not end:\n" + process.output());
    }

    @Override
    public void close() {
        process.close();
    }
}
