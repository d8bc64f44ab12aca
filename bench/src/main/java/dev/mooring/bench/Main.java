package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./mooring bench [NAME …]} */
public final class Main {
    /** A benchmark prints its own Markdown table. */
    @FunctionalInterface
    private interface Run {
        void run(Options options, Path workDirectory) throws IOException, InterruptedException;
    }

    private record Benchmark(String name, String what, String needs, Run run) {}

    private static final List<Benchmark> BENCHMARKS = List.of(
            new Benchmark("start", "from ./mooring up to the first device connected", "gcc", StartBenchmark::run),
            new Benchmark(
                    "messages",
                    "CPU a message, rate, latency; plain and mutual TLS; peers beside ours",
                    "gcc, openssl; mosquitto and Maven Central for the peers",
                    MessagesBenchmark::run),
            new Benchmark(
                    "sessions",
                    "QoS 1 into sessions whose clients are away, and out again",
                    "a real disk under /tmp",
                    SessionsBenchmark::run),
            new Benchmark(
                    "actions",
                    "rule actions to the embedded targets: latency, deliveries; the price of the outbox",
                    "Node.js; a real disk under /tmp",
                    ActionsBenchmark::run),
            new Benchmark(
                    "connections",
                    "memory of an idle device, CPU of its connect; peers beside ours",
                    "as messages, and 20,000 open files",
                    ConnectionsBenchmark::run),
            new Benchmark(
                    "million",
                    "a million sessions and subscriptions without sockets: bytes each, cost of matching",
                    "6 GB of memory",
                    MillionBenchmark::run),
            new Benchmark("sql", "the rule language and the rules engine", "nothing", SqlBenchmarks::run));

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = List.of(arguments);
        if (all.contains("--help") || all.contains("-h")) {
            help();
            return;
        }
        Options options = parse(all);
        for (Benchmark benchmark : BENCHMARKS) {
            if (options.benchmarks().isEmpty() || options.benchmarks().contains(benchmark.name)) {
                System.out.println("\n## " + benchmark.name + "\n");
                Path directory = Files.createTempDirectory("mooring-bench");
                benchmark.run.run(options, directory);
                delete(directory);
            }
        }
    }

    /** Only when all went well: otherwise the logs tell what did not. */
    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Options parse(List<String> arguments) {
        try {
            Options options = Options.parse(arguments);
            List<String> names =
                    BENCHMARKS.stream().map(benchmark -> benchmark.name).toList();
            for (String name : options.benchmarks()) {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException("no benchmark '" + name + "'; there are " + names);
                }
            }
            return options;
        } catch (IllegalArgumentException e) {
            System.err.println("mooring: " + e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    private static void help() {
        System.out.println("""
                Usage: ./mooring bench [NAME …] [OPTION …]

                Runs the named benchmarks, all without a name, and prints Markdown tables.
                """);
        for (Benchmark benchmark : BENCHMARKS) {
            System.out.printf("  %-12s %s%n%15sneeds %s%n", benchmark.name, benchmark.what, "", benchmark.needs);
        }
        System.out.println("""

                Options:
                  --rounds N       measured runs of each scenario and broker (3)
                  --seconds S      measured in each run of messages (5)
                  --scenario NAME  only scenarios of messages and connections that begin with NAME; repeatable
                  --peers LIST     of mosquitto,hivemq,moquette (all), or none

                Scenarios of messages:""");
        Scenario.ALL.forEach(scenario -> System.out.printf("  %-16s %s%n", scenario.name(), scenario.title()));
        System.out.println("Scenarios of connections:\n  plain\n  tls");
    }
}
