package dev.mooring.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the rule language and the rules engine and prints their table. */
final class SqlBenchmarks {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private SqlBenchmarks() {}

    static void run(Options options, Path ignored) {
        Progress.say("JMH, about a minute");
        Collection<RunResult> results;
        try {
            results = new Runner(new OptionsBuilder()
                            .include("dev\\.mooring\\.bench\\.sql\\..*")
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException("the benchmarks did not run: " + e.getMessage(), e);
        }
        System.out.println("| benchmark | a second (99.9 % interval) | bytes allocated each |\n|---|---:|---:|");
        results.forEach(SqlBenchmarks::print);
    }

    private static void print(RunResult run) {
        String name = run.getParams().getBenchmark();
        String rules = run.getParams().getParam("rules");
        Result<?> score = run.getPrimaryResult();
        Result<?> allocated = run.getSecondaryResults().get(ALLOCATED);
        System.out.printf(
                Locale.ROOT,
                "| %s%s | %,.0f ± %,.0f | %,.0f |%n",
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                rules == null ? "" : ", " + rules + " rules installed",
                score.getScore(),
                score.getScoreError(),
                allocated == null ? Double.NaN : allocated.getScore());
    }
}
