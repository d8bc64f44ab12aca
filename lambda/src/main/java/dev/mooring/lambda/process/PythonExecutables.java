package dev.mooring.lambda.process;

import dev.mooring.lambda.LambdaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the {@code python3} for a runtime: on the PATH, or among the versions that pyenv installed. */
public final class PythonExecutables {
    private static final int OLDEST_MINOR = 9;
    /** Shims and launchers stand on the PATH: the interpreter itself knows where it lies. */
    private static final String QUESTION =
            "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";

    private static final Pattern ANSWER = Pattern.compile("(3\\.(\\d+)\\.\\d+)\\R(.+)");

    private final String searchPath;
    private final Optional<Path> pyenv;
    /** Empty for a program that is none, as a shim of pyenv without its version: asking it again takes as long. */
    private final Map<Path, Optional<Python>> known = new ConcurrentHashMap<>();

    /**
     * A Python that answered.
     *
     * @param version for example {@code 3.11.7}
     */
    public record Python(Path executable, String version, int minor) {}

    /**
     * @param searchPath directories as in the environment variable PATH
     * @param pyenv the directory of pyenv's own, if there may be one
     */
    public PythonExecutables(String searchPath, Optional<Path> pyenv) {
        this.searchPath = searchPath;
        this.pyenv = pyenv;
    }

    /**
     * The runtime's own version if it is there, else the first that is not too old.
     *
     * @throws LambdaException when this machine has none; the message says what to do
     */
    public Python find(LambdaRuntime.Python runtime) {
        Optional<Python> other = Optional.empty();
        for (Path candidate : candidates(runtime)) {
            Optional<Python> python = examine(candidate).filter(found -> found.minor() >= OLDEST_MINOR);
            if (python.filter(found -> found.minor() == runtime.minor()).isPresent()) {
                return python.get();
            }
            other = other.or(() -> python);
        }
        return other.orElseThrow(() -> new LambdaException(
                LambdaException.Code.INVALID_RUNTIME,
                "No Python 3." + OLDEST_MINOR + " or newer is on the PATH; runtime " + runtime.identifier()
                        + " needs one. Install Python (python.org) and start again."));
    }

    /** Those that claim to be of the right version first: no other has to be asked then. */
    private List<Path> candidates(LambdaRuntime.Python runtime) {
        List<Path> found = new ArrayList<>(Executables.named(List.of("python3." + runtime.minor()), searchPath));
        found.addAll(ofPyenv("3." + runtime.minor() + "."));
        found.addAll(Executables.named(List.of("python3", "python"), searchPath));
        return found;
    }

    private List<Path> ofPyenv(String prefix) {
        Optional<Path> versions = pyenv.map(root -> root.resolve("versions")).filter(Files::isDirectory);
        if (versions.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> installed = Files.list(versions.get())) {
            return installed
                    .filter(version -> String.valueOf(version.getFileName()).startsWith(prefix))
                    .map(version -> version.resolve("bin/python3"))
                    .filter(Executables::isProgram)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Optional<Python> examine(Path candidate) {
        return known.computeIfAbsent(
                candidate, asked -> Executables.ask(asked, "-c", QUESTION).flatMap(PythonExecutables::parse));
    }

    private static Optional<Python> parse(String text) {
        Matcher answer = ANSWER.matcher(text);
        return answer.matches()
                ? Optional.of(new Python(
                        Path.of(answer.group(3).strip()), answer.group(1), Integer.parseInt(answer.group(2))))
                : Optional.empty();
    }
}
