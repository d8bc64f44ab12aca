package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Device to device: broker CPU microseconds per delivered message, rate and latency. All brokers run; in each round
 * every one of them is measured once, so that what else happens on the machine meets all alike.
 */
final class MessagesBenchmark {
    /** A JVM compiles what a scenario needs in the first seconds of it; those in Java are not measured while they do. */
    private static final int JIT_SECONDS = 6;

    /** At a fixed rate there are fewer messages to compile for. */
    private static final int OPEN_LOOP_JIT_SECONDS = 20;

    /** What came of one broker in one scenario; one element a round. */
    private record Series(List<JsonNode> rounds) {
        Figures figures(String member) {
            return new Figures(rounds.stream()
                    .mapToDouble(round -> round.path(member).asDouble())
                    .toArray());
        }

        Figures cpu() {
            return figures("broker_cpu_us_per_msg");
        }

        /** What went wrong, once each. */
        String faults() {
            TreeSet<String> faults = new TreeSet<>();
            rounds.forEach(round -> faults.add(round.path("faults").asString("")));
            faults.remove("");
            return faults.isEmpty() ? "" : " **" + String.join("; ", faults) + "**";
        }
    }

    private MessagesBenchmark() {}

    static void run(Options options, Path directory) throws IOException, InterruptedException {
        List<Scenario> wanted = Scenario.ALL.stream()
                .filter(scenario -> options.wants(scenario.name()))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        try (Targets targets = Targets.start(options, directory)) {
            System.out.println("""
                    | scenario | broker | CPU µs a message | messages/s | p50 / p99 ms | ratio to the best peer |
                    |---|---|---:|---:|---:|---:|""");
            for (Scenario scenario : wanted) {
                Map<Target, Series> measured = measure(scenario, targets, options);
                measured.forEach((target, series) ->
                        System.out.println(row(scenario, target, series, ratio(measured, targets.all(), target))));
            }
        }
    }

    private static Map<Target, Series> measure(Scenario scenario, Targets targets, Options options)
            throws IOException, InterruptedException {
        Map<Target, Series> measured = new LinkedHashMap<>();
        for (Target target : targets.all()) {
            measured.put(target, new Series(new ArrayList<>()));
            if (target.isJvm()) {
                Progress.say(scenario.name() + ": warming up " + target.name());
                once(scenario, target, scenario.isOpenLoop() ? OPEN_LOOP_JIT_SECONDS : JIT_SECONDS);
            }
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Map.Entry<Target, Series> entry : measured.entrySet()) {
                Progress.say(scenario.name() + ": round " + round + " of " + options.rounds() + ", "
                        + entry.getKey().name());
                once(scenario, entry.getKey(), options.seconds())
                        .ifPresent(entry.getValue().rounds()::add);
            }
        }
        return measured;
    }

    /** Empty, and said, when the load generator could not run at all. */
    private static Optional<JsonNode> once(Scenario scenario, Target target, int seconds)
            throws IOException, InterruptedException {
        try {
            return Optional.of(MqttLoad.figures(target.pid(), scenario.arguments(target, seconds)));
        } catch (IllegalStateException e) {
            Progress.say("no figures: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Ours against the peer with the lowest median, round by round; empty for a peer, and without one. A peer that lost
     * messages did less work and is no measure.
     */
    private static Optional<Figures> ratio(Map<Target, Series> measured, List<Target> all, Target target) {
        Series ours = measured.getOrDefault(target, new Series(List.of()));
        Optional<Series> best = measured.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(all.getFirst()))
                .map(Map.Entry::getValue)
                .filter(series -> series.rounds().size() == ours.rounds().size()
                        && series.faults().isEmpty())
                .min(Comparator.comparingDouble(series -> series.cpu().median()));
        if (!target.equals(all.getFirst()) || best.isEmpty() || ours.rounds().isEmpty()) {
            return Optional.empty();
        }
        double[] ratios = new double[ours.rounds().size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = cpu(ours, i) / cpu(best.get(), i);
        }
        return Optional.of(new Figures(ratios));
    }

    private static double cpu(Series series, int round) {
        return series.rounds().get(round).path("broker_cpu_us_per_msg").asDouble();
    }

    private static String row(Scenario scenario, Target target, Series series, Optional<Figures> ratio) {
        if (series.rounds().isEmpty()) {
            return "| %s | %s | no figures | | | |".formatted(scenario.title(), target.name());
        }
        String latency = scenario.isOpenLoop() || scenario.name().endsWith("window1")
                ? String.format(
                        Locale.ROOT,
                        "%.2f / %.2f (%.2f..%.2f)",
                        series.figures("lat_us_p50").median() / 1000,
                        series.figures("lat_us_p99").median() / 1000,
                        series.figures("lat_us_p99").lowest() / 1000,
                        series.figures("lat_us_p99").highest() / 1000)
                : "";
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s%s | %,.0f | %s | %s |",
                scenario.title(),
                target.name(),
                series.cpu().text(2),
                series.faults(),
                series.figures("msg_per_s").median(),
                latency,
                ratio.map(figures -> figures.text(2)).orElse(""));
    }
}
