package dev.mooring.server.cli;

import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, the same for every command. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data directory (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of("data");

    DataDirectory directory() {
        return new DataDirectory(path);
    }

    /** @throws IllegalStateException when no server runs on the directory */
    Endpoints runningServer() {
        DataDirectory directory = directory();
        return Endpoints.read(directory.endpoints())
                .filter(Endpoints::isRunning)
                .orElseThrow(() -> new IllegalStateException("no server is running on " + directory.path()
                        + "; start one with: ./mooring up"
                        + (path.equals(Path.of("data")) ? "" : " --data " + path)));
    }
}
