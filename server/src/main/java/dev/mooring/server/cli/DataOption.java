package dev.mooring.server.cli;

import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, the same for every command. */
final class DataOption {
    private static final String DEFAULT = "data";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DEFAULT,
            description = "The data directory (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of(DEFAULT);

    DataDirectory directory() {
        return new DataDirectory(path);
    }

    /** What a person adds to another command so that it means this directory too; empty when that is the default. */
    String argument() {
        Path directory = directory().path();
        return directory.equals(new DataDirectory(Path.of(DEFAULT)).path()) ? "" : " --data " + quoted(directory);
    }

    /** As a shell reads it: whoever copies the line should not stumble over a space. */
    private static String quoted(Path directory) {
        String text = directory.toString();
        return text.matches("[\\w./@%+=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** @throws IllegalStateException when no server runs on the directory */
    Endpoints runningServer() {
        DataDirectory directory = directory();
        return directory
                .runningServer()
                .orElseThrow(() -> new IllegalStateException(
                        "no server is running on " + directory.path() + "; start one with: ./mooring up" + argument()));
    }
}
