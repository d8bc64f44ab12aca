package dev.mooring.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One pattern of traffic, 256 bytes a message.
 *
 * @param name for {@code --scenario}
 * @param title for the table
 * @param arguments of the load generator
 * @param tls over mutual TLS 1.3 instead of plain TCP
 */
record Scenario(String name, String title, List<String> arguments, boolean tls) {
    private static final List<Scenario> PLAIN = List.of(
            plain("fanin-qos0", "fan-in 50:1, QoS 0", "fanin -n 50 --qos 0"),
            plain("fanin-qos1", "fan-in 50:1, QoS 1", "fanin -n 50 --qos 1"),
            plain("fanout-qos0", "fan-out 1:100, QoS 0", "fanout -n 100 --qos 0"),
            plain("fanout-qos1", "fan-out 1:100, QoS 1", "fanout -n 100 --qos 1"),
            plain("pairs-qos0", "50 pairs, QoS 0", "pairs -n 50 --qos 0"),
            plain("pairs-qos1", "50 pairs, QoS 1", "pairs -n 50 --qos 1"),
            plain("pairs-qos2", "50 pairs, QoS 2", "pairs -n 50 --qos 2"),
            plain("window1", "50 pairs, QoS 1, window 1", "pairs -n 50 --qos 1 --window 1"),
            plain("rate", "10,000 messages/s, QoS 1", "rate -n 50 --qos 1 --rate 10000"));

    /** All, first plain and then the same over TLS as {@code tls-…}. */
    static final List<Scenario> ALL =
            Stream.concat(PLAIN.stream(), PLAIN.stream().map(Scenario::overTls)).toList();

    private static Scenario plain(String name, String title, String arguments) {
        return new Scenario(name, title, List.of(arguments.split(" ")), false);
    }

    private Scenario overTls() {
        return new Scenario("tls-" + name, title + ", mutual TLS", arguments, true);
    }

    /** At a fixed rate, so that latency counts and not throughput. */
    boolean isOpenLoop() {
        return arguments.getFirst().equals("rate");
    }

    /** @param seconds measured, after one that is not */
    List<String> arguments(Target target, int seconds) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(tls ? target.tls().arguments() : List.of("--port", target.plainPort()));
        all.addAll(List.of("--warmup", "1", "--duration", Integer.toString(seconds)));
        return all;
    }
}
