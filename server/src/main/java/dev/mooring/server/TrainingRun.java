package dev.mooring.server;

import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.quickstart.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * What the build runs to record the ahead-of-time cache: a first start, a device that connects and publishes, API calls,
 * a stop, and a second start. Classes and methods used here are the ones that later starts find ready.
 */
public final class TrainingRun {
    private TrainingRun() {}

    public static void main(String[] arguments) throws IOException {
        var _ = Main.commandLine().parseArgs("up", "--data", "data");
        Path data = Files.createTempDirectory("mooring-training");
        try {
            ServerConfig config = ServerConfig.forPrivateUse(data);
            for (int start = 0; start < 2; start++) {
                try (MooringServer server = MooringServer.start(config)) {
                    Rehearsal.run(server.endpoints(), new DataDirectory(data));
                }
            }
        } finally {
            delete(data);
        }
        System.exit(0);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
