package dev.mooring.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to run, and how thoroughly.
 *
 * @param benchmarks names; empty for all
 * @param rounds measured runs of each scenario and broker, 1..100
 * @param seconds measured in a run, 1..600; a benchmark whose length is given by its work ignores it
 * @param scenarios names or beginnings of names; empty for all
 * @param peers names of brokers to run beside ours
 */
record Options(List<String> benchmarks, int rounds, int seconds, List<String> scenarios, Set<String> peers) {
    private static final List<String> ALL_PEERS = List.of("mosquitto", "hivemq", "moquette");
    private static final int DEFAULT_ROUNDS = 3;
    private static final int DEFAULT_SECONDS = 5;

    /** @throws IllegalArgumentException with a sentence for the user */
    static Options parse(List<String> arguments) {
        List<String> benchmarks = new ArrayList<>();
        List<String> scenarios = new ArrayList<>();
        int rounds = DEFAULT_ROUNDS;
        int seconds = DEFAULT_SECONDS;
        Set<String> peers = new LinkedHashSet<>(ALL_PEERS);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) {
                benchmarks.add(argument);
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("no value for " + argument + ", or no such option");
            }
            String value = arguments.get(++i);
            switch (argument) {
                case "--rounds" -> rounds = number(argument, value, 100);
                case "--seconds" -> seconds = number(argument, value, 600);
                case "--scenario" -> scenarios.add(value);
                case "--peers" -> peers = peers(value);
                default -> throw new IllegalArgumentException("no option " + argument);
            }
        }
        return new Options(List.copyOf(benchmarks), rounds, seconds, List.copyOf(scenarios), peers);
    }

    private static int number(String option, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " takes a number from 1 to " + most + ", not '" + value + "'");
    }

    private static Set<String> peers(String value) {
        Set<String> wanted = new LinkedHashSet<>(value.equals("none") ? List.of() : List.of(value.split(",")));
        if (!ALL_PEERS.containsAll(wanted)) {
            throw new IllegalArgumentException("--peers takes none, or some of " + String.join(",", ALL_PEERS));
        }
        return wanted;
    }

    /** Whether a scenario is to run. */
    boolean wants(String scenario) {
        return scenarios.isEmpty() || scenarios.stream().anyMatch(scenario::startsWith);
    }
}
