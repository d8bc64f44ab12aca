package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Device to device: broker CPU microseconds and rate per delivered message of 256 bytes. mosquitto, where it is
 * installed, runs in the same session as the peer. Plain MQTT, so that the broker is measured and not the cipher; then
 * pairs once more as real devices have it, over mutual TLS and judged by policies.
 */
final class MessagesBenchmark {
    private static final int RUNS = 3;

    private record Scenario(String name, String... arguments) {}

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("fanin 50:1, QoS 0", "fanin", "-n", "50", "--qos", "0"),
            new Scenario("fanin 50:1, QoS 1", "fanin", "-n", "50", "--qos", "1"),
            new Scenario("fanout 1:100, QoS 0", "fanout", "-n", "100", "--qos", "0"),
            new Scenario("fanout 1:100, QoS 1", "fanout", "-n", "100", "--qos", "1"),
            new Scenario("pairs 50:50, QoS 0", "pairs", "-n", "50", "--qos", "0"),
            new Scenario("pairs 50:50, QoS 1", "pairs", "-n", "50", "--qos", "1"),
            new Scenario("pairs 50:50, QoS 1, window 1", "pairs", "-n", "50", "--qos", "1", "--window", "1"));

    private MessagesBenchmark() {}

    static void run(Path directory) throws IOException, InterruptedException {
        System.out.println("| scenario | broker | CPU us/msg | msg/s |\n|---|---|---:|---:|");
        try (Server server = Server.start(directory.resolve("data"), "--mqtt-port", "0", "--profile", "full");
                Mosquitto peer = Mosquitto.start(directory)) {
            for (Scenario scenario : SCENARIOS) {
                measure(scenario, "Mooring", server.pid(), server.port("mqtt"));
                if (peer.isRunning()) {
                    measure(scenario, "mosquitto", peer.pid(), peer.port());
                }
            }
            Identity identity = Identity.create(server);
            for (String qos : List.of("0", "1")) {
                Scenario overTls = new Scenario(
                        "pairs 50:50, QoS " + qos + ", mutual TLS and policies",
                        identity.mqttLoadArguments(server, "pairs", "-n", "50", "--qos", qos));
                measure(overTls, "Mooring", server.pid(), server.port("mqtts"));
            }
        }
    }

    private static void measure(Scenario scenario, String broker, long pid, String port)
            throws IOException, InterruptedException {
        try {
            once(scenario, pid, port, "6"); // Not counted: the JIT compiles.
            double[] cpu = new double[RUNS];
            double[] rate = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                JsonNode figures = once(scenario, pid, port, "5");
                cpu[i] = figures.path("broker_cpu_us_per_msg").asDouble();
                rate[i] = figures.path("msg_per_s").asDouble();
            }
            System.out.printf(
                    "| %s | %s | %s | %s |%n",
                    scenario.name, broker, new Figures(cpu).text(2), new Figures(rate).text(0));
        } catch (IllegalStateException e) {
            System.out.printf("| %s | %s | failed: %s | |%n", scenario.name, broker, e);
        }
    }

    private static JsonNode once(Scenario scenario, long pid, String port, String seconds)
            throws IOException, InterruptedException {
        String[] more = {"--warmup", "1", "--duration", seconds, "--port", port};
        String[] all = new String[scenario.arguments.length + more.length];
        System.arraycopy(scenario.arguments, 0, all, 0, scenario.arguments.length);
        System.arraycopy(more, 0, all, scenario.arguments.length, more.length);
        return MqttLoad.run(pid, all);
    }
}
