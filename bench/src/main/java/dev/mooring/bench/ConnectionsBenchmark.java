package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What an idle device costs: resident memory, and CPU of its connect. A broker process of its own for each run, because
 * memory once taken is not given back. JVMs have warmed up and collected their garbage before, the C library's too, and
 * once more while the devices are connected.
 */
final class ConnectionsBenchmark {
    private static final String HOLD_SECONDS = "2";
    private static final int WARM_UPS = 2;

    private record Kind(String name, String title, int connections, int warmUpConnections, boolean tls) {
        List<String> arguments(Target target, int count) {
            List<String> all = new ArrayList<>(List.of("conn", "-n", Integer.toString(count)));
            all.addAll(tls ? target.tls().arguments() : List.of("--port", target.plainPort()));
            return all;
        }
    }

    /** A process here gets 20,000 descriptors. */
    private static final List<Kind> KINDS = List.of(
            new Kind("plain", "19,000, plain", 19_000, 10_000, false),
            new Kind("tls", "5,000, mutual TLS, RSA-2048", 5_000, 5_000, true));

    private ConnectionsBenchmark() {}

    static void run(Options options, Path directory) throws IOException, InterruptedException {
        System.out.println("""
                | idle connections | broker | resident KB each | CPU µs a connect | connects/s | resident MB before |
                |---|---|---:|---:|---:|---:|""");
        for (Kind kind : KINDS) {
            if (!options.wants(kind.name)) {
                continue;
            }
            for (Map.Entry<String, Target.Starter> starter :
                    Targets.starters(options).entrySet()) {
                List<JsonNode> runs = new ArrayList<>();
                String name = "";
                try {
                    for (int run = 1; run <= options.rounds(); run++) {
                        Progress.say(kind.name + ": " + starter.getKey() + ", run " + run + " of " + options.rounds());
                        Path own = Files.createDirectories(directory.resolve(kind.name + starter.getKey() + run));
                        try (Target target = starter.getValue().start(own)) {
                            name = target.name();
                            runs.add(once(kind, target));
                        }
                    }
                    System.out.println(row(kind, name, runs));
                } catch (IllegalStateException e) {
                    Progress.say(e.toString());
                    System.out.printf("| %s | %s | failed | | | |%n", kind.title, starter.getKey());
                }
            }
        }
    }

    private static JsonNode once(Kind kind, Target target) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(kind.arguments(target, kind.connections));
        arguments.addAll(List.of("--hold", HOLD_SECONDS));
        if (target.isJvm()) {
            List<String> warmUp = new ArrayList<>(kind.arguments(target, kind.warmUpConnections));
            warmUp.addAll(List.of("--hold", "0"));
            for (int i = 0; i < WARM_UPS; i++) {
                MqttLoad.run(target.pid(), warmUp.toArray(String[]::new));
            }
            String collect = Shell.jdk("jcmd") + " " + target.pid() + " GC.run >/dev/null";
            String collectAll = collect + " && " + collect + " && " + Shell.jdk("jcmd") + " " + target.pid()
                    + " System.trim_native_heap >/dev/null";
            Shell.run(Path.of("."), List.of("sh", "-c", collectAll));
            arguments.addAll(List.of("--on-held", collectAll));
        }
        return MqttLoad.run(target.pid(), arguments.toArray(String[]::new));
    }

    private static String row(Kind kind, String name, List<JsonNode> runs) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %,.0f | %,.0f |",
                kind.title,
                name,
                figures(runs, "broker_rss_kb_per_conn").text(1),
                figures(runs, "broker_cpu_us_per_conn").text(0),
                figures(runs, "conn_per_s").median(),
                figures(runs, "broker_rss_before_mb").median());
    }

    private static Figures figures(List<JsonNode> runs, String member) {
        return new Figures(
                runs.stream().mapToDouble(run -> run.path(member).asDouble()).toArray());
    }
}
