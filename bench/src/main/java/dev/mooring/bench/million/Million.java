package dev.mooring.bench.million;

import dev.mooring.bench.Figures;
import dev.mooring.broker.Connection;
import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.route.SubscriptionTree;
import dev.mooring.core.topic.MultiLevelWildcard;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * How much memory connected sessions take, and what a message costs among so many subscriptions of which ten match.
 * Figures are CPU time of the one thread that does the work. Arguments: sessions, rounds.
 */
public final class Million {
    private static final int MATCHING = Fleet.DEVICES_A_TOPIC;
    private static final int BATCH = 100;

    /** Fewer than a loop remembers routes for. */
    private static final int KNOWN_TOPICS = 1_000;

    private static final int MESSAGES = 200_000;
    private static final int PAYLOAD_BYTES = 256;
    private static final int WARM_UPS = 3;
    private static final double MEGABYTE = 1 << 20;

    private final int rounds;
    private final Random random = new Random(1);

    private Million(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws IOException {
        int sessions = Integer.parseInt(arguments[0]);
        Million benchmark = new Million(Integer.parseInt(arguments[1]));
        benchmark.sessions(sessions);
        benchmark.tree(sessions);
    }

    private void sessions(int sessions) throws IOException {
        System.out.println("| " + sessions + " connected sessions, a subscription each | |\n|---|---:|");
        long before = liveHeap();
        long cpuBefore = cpuNanos();
        Fleet fleet = new Fleet();
        fleet.connect(sessions);
        print("CPU to connect and subscribe, µs each", "%.1f", (cpuNanos() - cpuBefore) / 1e3 / sessions);
        long bytes = liveHeap() - before;
        print("live heap, bytes a session", "%,.0f", (double) bytes / sessions);
        print("live heap, MB", "%,.0f", bytes / MEGABYTE);
        print("resident memory of the process, MB", "%,.0f", residentKilobytes() / 1024.0);

        Connection publisher = fleet.openPublisher();
        int topics = sessions / MATCHING;
        publish("topics seen lately", fleet, publisher, topics(Math.min(KNOWN_TOPICS, topics)));
        publish("topics not seen lately", fleet, publisher, topics(topics));
    }

    /** Topics in random order, each as often as the others, as many as are published in a round. */
    private List<String> topics(int different) {
        List<String> topics = new ArrayList<>(MESSAGES);
        while (topics.size() < MESSAGES) {
            List<String> pass = new ArrayList<>(different);
            for (int i = 0; i < different; i++) {
                pass.add(Fleet.topic(i));
            }
            Collections.shuffle(pass, random);
            topics.addAll(pass);
        }
        return topics.subList(0, MESSAGES);
    }

    private void publish(String kind, Fleet fleet, Connection publisher, List<String> topics) {
        byte[] payload = new byte[PAYLOAD_BYTES];
        print("a message to " + MATCHING + " of them, " + kind + ", CPU µs", () -> {
            long before = fleet.received();
            for (int i = 0; i < MESSAGES; i += BATCH) {
                fleet.publish(publisher, topics.subList(i, i + BATCH), payload);
            }
            if (fleet.received() - before != (long) MESSAGES * MATCHING) {
                throw new IllegalStateException(fleet.received() - before + " messages received");
            }
            return MESSAGES;
        });
    }

    /** The tree by itself, with wildcards: ten filters match each of the topics, by six ways through the tree. */
    private void tree(int subscriptions) {
        SubscriptionTree<Object> tree = new SubscriptionTree<>(MultiLevelWildcard.INCLUDES_PARENT);
        int topics = subscriptions / MATCHING;
        List<String> names = new ArrayList<>(topics);
        for (int i = 0; i < topics; i++) {
            String site = "site/" + i % 1_000;
            String line = site + "/line/" + i;
            for (String filter : List.of(
                    line + "/state",
                    line + "/state",
                    line + "/state",
                    line + "/state",
                    line + "/+",
                    line + "/+",
                    line + "/#",
                    line + "/#",
                    "site/+/line/" + i + "/state",
                    "+/" + i % 1_000 + "/line/" + i + "/#")) {
                tree.put(new Subscription<>(new Object(), filter, 0));
            }
            names.add(line + "/state");
        }
        Collections.shuffle(names, random);
        System.out.println(
                "\n| " + tree.size() + " subscriptions with wildcards, " + MATCHING + " match | |\n|---|---:|");
        long[] found = new long[1];
        print("a topic, CPU µs", () -> {
            found[0] = 0;
            names.forEach(name -> tree.match(name, subscription -> found[0]++));
            if (found[0] != (long) topics * MATCHING) {
                throw new IllegalStateException(found[0] + " found");
            }
            return topics;
        });
    }

    /** @param work returns how many things it has done */
    private void print(String what, LongSupplier work) {
        double[] micros = new double[rounds];
        for (int round = -WARM_UPS; round < rounds; round++) {
            long before = cpuNanos();
            long done = work.getAsLong();
            if (round >= 0) {
                micros[round] = (cpuNanos() - before) / 1e3 / done;
            }
        }
        System.out.println("| " + what + " | " + new Figures(micros).text(2) + " |");
    }

    private static void print(String what, String format, double figure) {
        System.out.printf(Locale.ROOT, "| %s | " + format + " |%n", what, figure);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Bytes, after collections. */
    private static long liveHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
