package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Rule actions to this server's own targets: how long from publish (QoS 1) until the message can be read in the target, how
 * many deliveries a second, and what it costs that actions survive the process ({@code --rule-actions}), in pairs.
 */
final class ActionsBenchmark {
    static final String ROLE = "arn:aws:iam::000000000000:role/bench";

    private static final int SINGLE = 50;
    private static final int DELIVERIES = 1_000;
    private static final int WINDOW = 100;
    private static final int ACKNOWLEDGED = 5_000;
    private static final int ONE_BY_ONE = 200;
    private static final long POLL_NANOS = 500_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private ActionsBenchmark() {}

    static void run(Options options, Path directory) throws IOException {
        deliveries(options, directory);
        outbox(options, directory);
    }

    private static Server start(Path data, String mode) {
        return Server.start(data, "--mqtt-port", "0", "--profile", "full", "--any-credentials", "--rule-actions", mode);
    }

    private static void rule(BenchApi api, String name, String action) {
        api.rest(
                "POST",
                "iot",
                "/rules/" + name,
                "{\"sql\":\"SELECT * FROM '" + name + "'\",\"awsIotSqlVersion\":\"2016-03-23\",\"actions\":[" + action
                        + "]}");
    }

    // ---- deliveries

    private static void deliveries(Options options, Path directory) throws IOException {
        System.out.println("| target | publish → readable, p50 ms | p99 ms | deliveries/s |\n|---|---:|---:|---:|");
        Path files = Files.createDirectory(directory.resolve("files"));
        try (Server server = start(directory.resolve("deliveries"), "durable")) {
            BenchApi api = BenchApi.of(server);
            List<ActionTarget> targets = List.of(
                    new ActionTarget.Sqs(),
                    new ActionTarget.DynamoDb(),
                    new ActionTarget.S3(),
                    new ActionTarget.Lambda(files, "bench"));
            for (ActionTarget target : targets) {
                Progress.say(target.title());
                String rule = "bench" + targets.indexOf(target);
                rule(api, rule, target.create(api));
                Probe probe = new Probe(server, api, target, rule);
                probe.latencies("warm-up", SINGLE);
                List<double[]> runs = new ArrayList<>();
                for (int round = 0; round < options.rounds(); round++) {
                    double[] latencies = probe.latencies("one" + round, SINGLE);
                    runs.add(new double[] {
                        percentile(latencies, 50), percentile(latencies, 99), probe.rate("many" + round, DELIVERIES)
                    });
                }
                row(target.title() + (target instanceof ActionTarget.Lambda ? ", warm" : ""), runs, 1, 1, 0);
            }
            cold(options, server, api, files);
        }
    }

    /** A new function each time: its first event waits for a process. */
    private static void cold(Options options, Server server, BenchApi api, Path files) throws IOException {
        List<double[]> runs = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            double[] latencies = new double[5];
            for (int i = 0; i < latencies.length; i++) {
                String name = "cold-" + round + "-" + i;
                ActionTarget target = new ActionTarget.Lambda(files, name);
                String rule = name.replace('-', '_');
                rule(api, rule, target.create(api));
                latencies[i] = new Probe(server, api, target, rule).latencies(name, 1)[0];
            }
            runs.add(new double[] {percentile(latencies, 50)});
        }
        System.out.printf(
                Locale.ROOT,
                "| Lambda (Node.js), cold | %s | | |%n",
                figures(runs, 0).text(0));
    }

    /** Publishes what one rule delivers to one target, and watches the target. */
    private record Probe(Server server, BenchApi api, ActionTarget target, String topic) {
        /** Milliseconds from PUBLISH until each message, sent alone, is there. */
        double[] latencies(String prefix, int count) throws IOException {
            double[] millis = new double[count];
            for (int i = 0; i < count; i++) {
                String id = prefix + "-" + i;
                long before = System.nanoTime();
                publish(prefix, i, 1);
                await(id);
                millis[i] = (System.nanoTime() - before) / 1e6;
            }
            return millis;
        }

        /** Deliveries a second of many messages: until the rule's counter has them all. */
        double rate(String prefix, int count) throws IOException {
            long delivered = delivered();
            long before = System.nanoTime();
            SessionClient.publish(port(), "rate", topic, i -> payload(prefix + "-" + i), count, WINDOW);
            while (delivered() < delivered + count) {
                patience(before);
                LockSupport.parkNanos(10 * POLL_NANOS);
            }
            double rate = count * 1e9 / (System.nanoTime() - before);
            drain(count);
            return rate;
        }

        /** A queue shows its messages in order: those of the rate must not be in the way of the next latencies. */
        private void drain(int count) {
            if (target instanceof ActionTarget.Sqs) {
                for (int left = count; left > 0; left -= 10) {
                    api.json(
                            "sqs",
                            "AmazonSQS.ReceiveMessage",
                            "{\"QueueUrl\":\"http://localhost/000000000000/bench\",\"MaxNumberOfMessages\":10}");
                }
            }
        }

        private void publish(String prefix, int number, int count) throws IOException {
            SessionClient.publish(port(), "single", topic, i -> payload(prefix + "-" + number), count, 1);
        }

        private void await(String id) {
            long before = System.nanoTime();
            while (!target.has(api, id)) {
                patience(before);
                LockSupport.parkNanos(POLL_NANOS);
            }
        }

        private void patience(long since) {
            if (System.nanoTime() - since > PATIENCE_NANOS) {
                throw new IllegalStateException("not everything reached " + target.title() + " within a minute");
            }
        }

        private int port() {
            return Integer.parseInt(server.port("mqtt"));
        }

        /** What the rule has delivered, as the metrics page says. */
        private long delivered() throws IOException {
            return api.successes(
                    Files.readString(server.data().resolve("metrics-token")).strip(), topic);
        }
    }

    private static String payload(String id) {
        return "{\"id\":\"" + id + "\",\"padding\":\"" + "x".repeat(200) + "\"}";
    }

    // ---- the price of the outbox

    private static void outbox(Options options, Path directory) throws IOException {
        System.out.println(
                "\n| acknowledgements of QoS 1, rule to | actions | messages/s | CPU µs a message | alone, p50 ms | "
                        + "p99 ms |\n|---|---|---:|---:|---:|---:|");
        String republish = "{\"republish\":{\"topic\":\"out\",\"roleArn\":\"" + ROLE + "\"}}";
        List<String> modes = List.of("durable", "memory");
        List<Server> servers =
                modes.stream().map(mode -> start(directory.resolve(mode), mode)).toList();
        try {
            for (Server server : servers) {
                BenchApi api = BenchApi.of(server);
                rule(api, "republished", republish);
                rule(api, "queued", new ActionTarget.Sqs().create(api));
            }
            for (String topic : List.of("republished", "queued", "unmatched")) {
                Progress.say("outbox, " + topic);
                List<List<double[]>> runs = List.of(new ArrayList<>(), new ArrayList<>());
                for (int round = 0; round <= options.rounds(); round++) {
                    for (int mode = 0; mode < modes.size(); mode++) {
                        double[] run = acknowledgements(servers.get(mode), topic);
                        if (round > 0) { // The first warms up.
                            runs.get(mode).add(run);
                        }
                    }
                }
                for (int mode = 0; mode < modes.size(); mode++) {
                    row(topic + " | " + modes.get(mode), runs.get(mode), 0, 1, 2, 2);
                }
            }
        } finally {
            servers.forEach(Server::close);
        }
    }

    private static double[] acknowledgements(Server server, String topic) throws IOException {
        int port = Integer.parseInt(server.port("mqtt"));
        int count = topic.equals("queued") ? DELIVERIES : ACKNOWLEDGED;
        double cpu = cpuMicros(server);
        long before = System.nanoTime();
        SessionClient.publish(port, "many", topic, i -> payload("m" + i), count, WINDOW);
        double seconds = (System.nanoTime() - before) / 1e9;
        LockSupport.parkNanos(1_000_000_000L); // What the actions still do counts too.
        cpu = cpuMicros(server) - cpu;
        double[] alone = Arrays.stream(
                        SessionClient.publish(port, "alone", topic, i -> payload("a" + i), ONE_BY_ONE, 1))
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
        return new double[] {count / seconds, cpu / count, percentile(alone, 50), percentile(alone, 99)};
    }

    private static double cpuMicros(Server server) {
        return ProcessHandle.of(server.pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElseThrow()
                / 1e3;
    }

    // ---- figures

    private static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static Figures figures(List<double[]> runs, int column) {
        return new Figures(runs.stream().mapToDouble(run -> run[column]).toArray());
    }

    private static void row(String title, List<double[]> runs, int... decimals) {
        StringBuilder row = new StringBuilder("| ").append(title);
        for (int column = 0; column < decimals.length; column++) {
            row.append(" | ").append(figures(runs, column).text(decimals[column]));
        }
        System.out.println(row.append(" |"));
    }
}
