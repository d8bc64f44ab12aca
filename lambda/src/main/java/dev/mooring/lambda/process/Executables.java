package dev.mooring.lambda.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine, and what they say of themselves. */
final class Executables {
    private static final int PATIENCE_SECONDS = 20;

    private Executables() {}

    /**
     * Programs of these names, those of the first name first.
     *
     * @param searchPath directories as in the environment variable PATH
     */
    static List<Path> named(List<String> names, String searchPath) {
        return names.stream()
                .flatMap(name -> Stream.of(searchPath.split(File.pathSeparator, -1))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name)))
                .filter(Executables::isProgram)
                .toList();
    }

    static boolean isProgram(Path file) {
        return Files.isExecutable(file) && Files.isRegularFile(file);
    }

    /** What the program prints when it is run with these arguments; empty when it cannot, fails, or takes too long. */
    static Optional<String> ask(Path executable, String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(executable.toString()), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
