package dev.mooring.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the load generator, which checks every message, and reads its figures. */
final class MqttLoad {
    private static final JsonMapper JSON = new JsonMapper();

    private MqttLoad() {}

    /** @throws IllegalStateException when anything was lost, duplicated, corrupted or refused */
    static JsonNode run(long brokerPid, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bench/target/mqttload"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--pid", Long.toString(brokerPid)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ":\n" + output);
        }
        return JSON.readTree(output);
    }
}
