package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./mooring bench [NAME …]} */
public final class Main {
    /** A benchmark prints its own rows of a Markdown table. */
    @FunctionalInterface
    interface Benchmark {
        void run(Path workDirectory) throws IOException, InterruptedException;
    }

    private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("start", StartBenchmark::run);
        BENCHMARKS.put("messages", MessagesBenchmark::run);
        BENCHMARKS.put("sessions", SessionsBenchmark::run);
        BENCHMARKS.put("idle", IdleBenchmark::run);
        BENCHMARKS.put("sql", SqlBenchmarks::run);
    }

    private Main() {}

    public static void main(String[] names) throws IOException, InterruptedException {
        List<String> wanted = names.length == 0 ? List.copyOf(BENCHMARKS.keySet()) : Arrays.asList(names);
        for (String name : wanted) {
            if (!BENCHMARKS.containsKey(name)) {
                System.err.println("mooring: no benchmark '" + name + "'; there are " + BENCHMARKS.keySet());
                System.exit(2);
            }
        }
        for (Map.Entry<String, Benchmark> benchmark : BENCHMARKS.entrySet()) {
            if (wanted.contains(benchmark.getKey())) {
                System.out.println("\n## " + benchmark.getKey() + "\n");
                benchmark.getValue().run(Files.createTempDirectory("mooring-bench"));
            }
        }
    }
}
