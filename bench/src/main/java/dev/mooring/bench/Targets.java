package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The brokers of one run: ours first, then the wanted peers that this machine has. */
record Targets(List<Target> all) implements AutoCloseable {
    /** In the order of the tables. What cannot be started here is left out, and the reason said. */
    static Map<String, Target.Starter> starters(Options options) {
        Map<String, Target.Starter> starters = new LinkedHashMap<>();
        starters.put("mooring", Mooring::start);
        for (String peer : options.peers()) {
            switch (peer) {
                case "hivemq" ->
                    starters.put(peer, directory -> JavaPeer.start("HiveMQ CE", peer, "HiveMqPeer", directory));
                case "moquette" ->
                    starters.put(peer, directory -> JavaPeer.start("Moquette", peer, "MoquettePeer", directory));
                default -> {
                    if (Mosquitto.binary().isPresent()) {
                        starters.put(peer, Mosquitto::start);
                    } else {
                        Progress.say("mosquitto is not installed: a run without it");
                    }
                }
            }
        }
        return starters;
    }

    /** All of them, at the same time. */
    static Targets start(Options options, Path directory) throws IOException, InterruptedException {
        List<Target> started = new ArrayList<>();
        for (Map.Entry<String, Target.Starter> starter : starters(options).entrySet()) {
            Progress.say("starting " + starter.getKey());
            try {
                started.add(starter.getValue().start(Files.createDirectories(directory.resolve(starter.getKey()))));
            } catch (IllegalStateException e) {
                if (started.isEmpty()) {
                    throw e;
                }
                Progress.say("a run without " + starter.getKey() + ": " + e.getMessage());
            }
        }
        return new Targets(List.copyOf(started));
    }

    @Override
    public void close() {
        all.forEach(Target::close);
    }
}
