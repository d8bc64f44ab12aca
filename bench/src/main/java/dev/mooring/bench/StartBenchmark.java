package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;

/** From {@code ./mooring up}, nothing to build and nothing to create, to the first CONNACK over mutual TLS. */
final class StartBenchmark {
    private static final int RUNS = 7;

    private StartBenchmark() {}

    static void run(Options options, Path directory) throws IOException, InterruptedException {
        Path data = directory.resolve("data");
        Identity identity;
        try (Server first = Server.start(data)) {
            identity = Identity.create(first);
        }
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            try (Server server = Server.start(data)) {
                MqttLoad.run(
                        server.pid(),
                        identity.mqttLoadArguments(
                                server, "conn", "-n", "1", "--hold", "0", "--port", server.port("mqtts")));
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        System.out.println("| second start to first accepted CONNECT (mutual TLS) | ms |\n|---|---:|");
        System.out.println("| median of " + RUNS + " | " + new Figures(millis).text(0) + " |");
    }
}
