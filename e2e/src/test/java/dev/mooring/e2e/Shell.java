package dev.mooring.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs commands as a person would, with an environment of its own. */
record Shell(Path directory, Map<String, String> environment) {
    private static final long TIMEOUT_SECONDS = 90;

    record Result(int status, String out, String err) {
        String both() {
            return out + err;
        }

        Result mustSucceed() {
            if (status != 0) {
                throw new AssertionError("exit status " + status + "\n" + both());
            }
            return this;
        }
    }

    static boolean has(String command) {
        for (String directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, command))) {
                return true;
            }
        }
        return false;
    }

    Result run(String... command) {
        return run(List.of(command));
    }

    Result run(List<String> command) {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            Process process = builder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + TIMEOUT_SECONDS + " s\n"
                        + Files.readString(out) + Files.readString(err));
            }
            Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts something that stays; its output (both streams) is watched. */
    Running start(String... command) {
        try {
            return new Running(
                    builder(List.of(command)).redirectErrorStream(true).start(), String.join(" ", command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    /** A process that stays, and what it has printed so far. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final String name;
        private final StringBuffer output = new StringBuffer();
        private volatile boolean readToTheEnd;

        Running(Process process, String name) {
            this.process = process;
            this.name = name;
            Thread.ofVirtual().start(() -> {
                try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
                    reader.lines().forEach(line -> output.append(line).append('\n'));
                } catch (IOException | UncheckedIOException e) {
                    output.append(e).append('\n');
                }
                readToTheEnd = true;
            });
        }

        String output() {
            return output.toString();
        }

        Process process() {
            return process;
        }

        /** Waits until the output matches the regular expression somewhere. */
        void awaitOutput(String expression) {
            Pattern wanted = Pattern.compile(expression);
            Await.until(
                    () -> wanted.matcher(output).find() || !process.isAlive(),
                    () -> name + " never printed /" + expression + "/; it printed:\n" + output);
            // What it printed last may arrive a moment after its end.
            Await.until(() -> wanted.matcher(output).find() || readToTheEnd, () -> name + " did not close its output");
            if (!wanted.matcher(output).find()) {
                throw new AssertionError(name + " ended without printing /" + expression + "/; it printed:\n" + output);
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
