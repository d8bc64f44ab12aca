package dev.mooring.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs the load generator, which checks every message, and reads its figures. */
final class MqttLoad {
    private static final JsonMapper JSON = new JsonMapper();

    private MqttLoad() {}

    /** @throws IllegalStateException when anything was lost, duplicated, corrupted or refused */
    static JsonNode run(long brokerPid, String... arguments) throws IOException, InterruptedException {
        JsonNode figures = figures(brokerPid, Arrays.asList(arguments));
        if (!figures.path("faults").isMissingNode()) {
            throw new IllegalStateException(String.join(" ", arguments) + ":\n" + figures);
        }
        return figures;
    }

    /**
     * The figures; when anything was lost, duplicated, corrupted or refused, with a member {@code faults} that says so.
     *
     * @throws IllegalStateException when there are no figures
     */
    static ObjectNode figures(long brokerPid, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bench/target/mqttload"));
        command.addAll(arguments);
        command.addAll(List.of("--pid", Long.toString(brokerPid)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (!output.startsWith("{")) {
            throw new IllegalStateException(String.join(" ", command) + ":\n" + output);
        }
        ObjectNode figures = (ObjectNode) JSON.readTree(output);
        if (status != 0) {
            figures.put("faults", faults(figures));
        }
        return figures;
    }

    private static String faults(JsonNode figures) {
        StringBuilder text = new StringBuilder();
        for (String what : List.of("lost", "dup", "corrupt", "bad_acks", "failed", "dropped", "error")) {
            String value = figures.path(what).asString("");
            if (!value.isEmpty() && !value.equals("0")) {
                text.append(text.isEmpty() ? "" : ", ").append(what).append(' ').append(value);
            }
        }
        return text.isEmpty() ? "gave up" : text.toString();
    }
}
