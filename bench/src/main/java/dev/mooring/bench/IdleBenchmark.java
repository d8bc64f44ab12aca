package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Resident memory with 1,000 idle devices over mutual TLS. */
final class IdleBenchmark {
    private static final String DEVICES = "1000";

    private IdleBenchmark() {}

    static void run(Path directory) throws IOException, InterruptedException {
        try (Server server = Server.start(directory.resolve("data"))) {
            Identity identity = Identity.create(server);
            JsonNode figures = MqttLoad.run(
                    server.pid(),
                    identity.mqttLoadArguments(
                            server, "conn", "-n", DEVICES, "--hold", "5", "--port", server.port("mqtts")));
            System.out.println("| " + DEVICES + " idle devices, mutual TLS | |\n|---|---:|");
            figures.properties().stream()
                    .filter(entry -> entry.getKey().startsWith("broker_"))
                    .forEach(entry -> System.out.println("| " + entry.getKey() + " | " + entry.getValue() + " |"));
            System.out.println(
                    "| connects per second | " + figures.path("conn_per_s").asString() + " |");
        }
    }
}
