package dev.mooring.lambda.process;

import dev.mooring.lambda.code.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the command line and the environment of an instance: what AWS documents, nothing of ours. */
final class Launcher {
    private static final String BOOTSTRAP = "bootstrap.cjs";

    private final NodeExecutables nodes;
    private final Path runtimeDirectory;
    private final Clock clock;

    /** @param command where {@code version} is what the program says of itself */
    record Launch(List<String> command, Map<String, String> environment, String version, String logStream) {}

    /** @param runtimeDirectory receives the bootstrap; LAMBDA_RUNTIME_DIR */
    Launcher(NodeExecutables nodes, Path runtimeDirectory, Clock clock) {
        this.nodes = nodes;
        this.runtimeDirectory = runtimeDirectory;
        this.clock = clock;
        try (InputStream script = Launcher.class.getResourceAsStream(BOOTSTRAP)) {
            if (script == null) {
                throw new IllegalStateException("resource " + BOOTSTRAP + " is missing");
            }
            PrivateFiles.createDirectories(runtimeDirectory);
            Files.deleteIfExists(runtimeDirectory.resolve(BOOTSTRAP));
            try (OutputStream file = PrivateFiles.create(runtimeDirectory.resolve(BOOTSTRAP), false)) {
                script.transferTo(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the bootstrap to " + runtimeDirectory, e);
        }
    }

    /**
     * @param home a directory of the function's own: HOME, so that no SDK finds the server user's credentials
     * @param server variables of the server's choice: credentials, AWS_ENDPOINT_URL
     * @throws dev.mooring.lambda.LambdaException when the machine lacks the runtime
     */
    Launch launch(FunctionVersion function, Path taskRoot, Path home, String instanceId, Map<String, String> server) {
        return switch (function.runtime()) {
            case LambdaRuntime.NodeJs runtime -> node(runtime, function, taskRoot, home, instanceId, server);
        };
    }

    private Launch node(
            LambdaRuntime.NodeJs runtime,
            FunctionVersion function,
            Path taskRoot,
            Path home,
            String instanceId,
            Map<String, String> server) {
        NodeExecutables.Node node = nodes.find(runtime);
        // The rest of the memory is V8's code and young generation, and Node.js itself.
        int oldSpaceMb = Math.max(64, function.memorySizeMb() * 9 / 10);
        List<String> command = List.of(
                node.executable().toString(),
                "--max-old-space-size=" + oldSpaceMb,
                runtimeDirectory.resolve(BOOTSTRAP).toString());
        String logStream = logStream(function, instanceId);
        Map<String, String> environment = common(function, taskRoot, home, logStream);
        String bin = String.valueOf(node.executable().toAbsolutePath().getParent());
        environment.put("PATH", bin + ":/usr/local/bin:/usr/bin:/bin");
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + runtime.identifier());
        environment.put("NODE_PATH", taskRoot.resolve("node_modules") + ":" + taskRoot);
        environment.putAll(server);
        environment.putAll(function.environment());
        return new Launch(command, environment, "nodejs:" + node.version(), logStream);
    }

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">AWS: reserved names</a> */
    private Map<String, String> common(FunctionVersion function, Path taskRoot, Path home, String logStream) {
        String region = function.tenant().region();
        Map<String, String> variables = new HashMap<>();
        variables.put("_HANDLER", function.handler());
        variables.put("AWS_REGION", region);
        variables.put("AWS_DEFAULT_REGION", region);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memorySizeMb()));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("LAMBDA_RUNTIME_DIR", runtimeDirectory.toString());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        variables.put("HOME", home.toString());
        return variables;
    }

    private String logStream(FunctionVersion function, String instanceId) {
        LocalDate today = LocalDate.now(clock);
        return "%04d/%02d/%02d/[%s]%s"
                .formatted(
                        today.getYear(), today.getMonthValue(), today.getDayOfMonth(), function.version(), instanceId);
    }
}
