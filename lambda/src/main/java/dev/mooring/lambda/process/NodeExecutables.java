package dev.mooring.lambda.process;

import dev.mooring.lambda.LambdaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the {@code node} for a runtime: the configured one, else the best on the PATH. */
public final class NodeExecutables {
    private static final int OLDEST_MAJOR = 18;
    private static final Pattern VERSION = Pattern.compile("v((\\d+)\\.\\d+\\.\\d+)\\S*");

    private final Optional<Path> configured;
    private final String searchPath;
    private final Map<Path, Node> known = new ConcurrentHashMap<>();

    /**
     * A Node.js that answered.
     *
     * @param version for example {@code 20.20.2}
     */
    public record Node(Path executable, String version, int major) {}

    /**
     * @param configured used for every runtime when present
     * @param searchPath directories as in the environment variable PATH
     */
    public NodeExecutables(Optional<Path> configured, String searchPath) {
        this.configured = configured;
        this.searchPath = searchPath;
    }

    /**
     * The runtime's own major version if it is on the PATH (as {@code node}, {@code node20} or {@code nodejs}), else
     * the first that is not too old.
     *
     * @throws LambdaException when this machine has none; the message says what to do
     */
    public Node find(LambdaRuntime.NodeJs runtime) {
        List<Node> usable = candidates(runtime).stream()
                .map(this::examine)
                .flatMap(Optional::stream)
                .filter(node -> node.major() >= OLDEST_MAJOR)
                .toList();
        return usable.stream()
                .filter(node -> node.major() == runtime.major())
                .findFirst()
                .or(() -> usable.stream().findFirst())
                .orElseThrow(() -> new LambdaException(
                        LambdaException.Code.INVALID_RUNTIME,
                        "No Node.js " + OLDEST_MAJOR + " or newer "
                                + configured.map(path -> "answers at " + path).orElse("is on the PATH")
                                + "; runtime " + runtime.identifier() + " needs one. Install Node.js (nodejs.org)"
                                + " and start again."));
    }

    private List<Path> candidates(LambdaRuntime.NodeJs runtime) {
        return configured
                .map(List::of)
                .orElseGet(() -> Executables.named(List.of("node" + runtime.major(), "node", "nodejs"), searchPath));
    }

    private Optional<Node> examine(Path executable) {
        Node node = known.get(executable);
        if (node != null) {
            return Optional.of(node);
        }
        Optional<Node> found = Executables.ask(executable, "--version")
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(version -> new Node(executable, version.group(1), Integer.parseInt(version.group(2))));
        found.ifPresent(answered -> known.put(executable, answered));
        return found;
    }
}
