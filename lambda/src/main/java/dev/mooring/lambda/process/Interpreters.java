package dev.mooring.lambda.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The programs that run functions. Looked for when a function needs one. */
public record Interpreters(NodeExecutables nodes, PythonExecutables pythons, JavaExecutables javas) {
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    /**
     * What this machine has.
     *
     * @param environment PATH, JAVA_HOME, PYENV_ROOT and HOME say where to look
     */
    public static Interpreters of(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", USUAL_PATH);
        Optional<Path> pyenv = Optional.ofNullable(environment.get("PYENV_ROOT"))
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("HOME")).map(home -> Path.of(home, ".pyenv")));
        return new Interpreters(
                new NodeExecutables(Optional.empty(), path),
                new PythonExecutables(path, pyenv),
                JavaExecutables.of(environment, path));
    }
}
