package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * QoS 1 into persistent sessions whose clients are away, every message on disk before it is acknowledged, then the same
 * messages out again when they are back: messages a second, and the server's CPU time a message.
 */
final class SessionsBenchmark {
    private static final int PAIRS = 50;
    private static final int MESSAGES_A_PAIR = 6_000;

    private SessionsBenchmark() {}

    static void run(Options options, Path directory) throws IOException, InterruptedException {
        List<double[]> rates = new ArrayList<>();
        List<double[]> cpu = new ArrayList<>();
        try (Server server = Server.start(directory.resolve("data"), "--mqtt-port", "0", "--profile", "full")) {
            int port = Integer.parseInt(server.port("mqtt"));
            LongSupplier used = () -> cpuMicros(server.pid());
            each(pair -> SessionClient.subscribe(port, pair));
            for (int run = 0; run <= options.rounds(); run++) {
                Progress.say("run " + run + " of " + options.rounds());
                long[] in = measure(used, () -> each(pair -> SessionClient.publish(port, pair, MESSAGES_A_PAIR)));
                long[] out = measure(used, () -> each(pair -> SessionClient.drain(port, pair, MESSAGES_A_PAIR)));
                if (run > 0) { // The first warms up.
                    double messages = (double) PAIRS * MESSAGES_A_PAIR;
                    rates.add(new double[] {messages * 1e6 / in[0], messages * 1e6 / out[0]});
                    cpu.add(new double[] {in[1] / messages, out[1] / messages});
                }
            }
        }
        System.out.println("| " + PAIRS + " sessions, " + MESSAGES_A_PAIR
                + " messages each, fsync | messages/s | CPU µs a message |\n|---|---:|---:|");
        String[] rows = {"in, clients away", "out, clients back"};
        for (int row = 0; row < rows.length; row++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s |%n",
                    rows[row],
                    figures(rates, row).text(0),
                    figures(cpu, row).text(2));
        }
    }

    private static Figures figures(List<double[]> runs, int column) {
        return new Figures(runs.stream().mapToDouble(run -> run[column]).toArray());
    }

    /** Microseconds passed and used. */
    private static long[] measure(LongSupplier used, Task work) throws InterruptedException {
        long usedBefore = used.getAsLong();
        long before = System.nanoTime();
        work.run();
        return new long[] {(System.nanoTime() - before) / 1_000, used.getAsLong() - usedBefore};
    }

    private static long cpuMicros(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElseThrow()
                / 1_000;
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private interface PairTask {
        void run(int pair) throws IOException, InterruptedException;
    }

    private static void each(PairTask task) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> pairs = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                int number = pair;
                pairs.add(threads.submit(() -> {
                    task.run(number);
                    return number;
                }));
            }
            for (Future<?> pair : pairs) {
                pair.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
