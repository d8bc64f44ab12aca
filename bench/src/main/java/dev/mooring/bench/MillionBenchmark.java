package dev.mooring.bench;

import dev.mooring.bench.million.Million;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link Million} in a JVM of its own, which has the memory that the goal allows. */
final class MillionBenchmark {
    private static final String SESSIONS = "1000000";

    private MillionBenchmark() {}

    static void run(Options options, Path ignored) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Shell.jdk("java"),
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx5g",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Million.class.getName(),
                        SESSIONS,
                        Integer.toString(options.rounds())))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the benchmark failed");
        }
    }
}
