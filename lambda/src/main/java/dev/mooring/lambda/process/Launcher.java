package dev.mooring.lambda.process;

import dev.mooring.lambda.LambdaException;
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
    private static final String NODE_BOOTSTRAP = "bootstrap.cjs";
    private static final String PYTHON_BOOTSTRAP = "bootstrap.py";

    private final Interpreters interpreters;
    private final Path runtimeDirectory;
    private final Clock clock;

    /** @param command where {@code version} is what the program says of itself */
    record Launch(List<String> command, Map<String, String> environment, String version, String logStream) {}

    /**
     * What is particular to a runtime.
     *
     * @param bin directories before the system's on the PATH
     * @param version for example {@code nodejs:20.20.2}
     */
    private record Program(List<String> command, String bin, Map<String, String> environment, String version) {}

    /** @param runtimeDirectory receives the bootstraps; LAMBDA_RUNTIME_DIR */
    Launcher(Interpreters interpreters, Path runtimeDirectory, Clock clock) {
        this.interpreters = interpreters;
        this.runtimeDirectory = runtimeDirectory;
        this.clock = clock;
        List.of(NODE_BOOTSTRAP, PYTHON_BOOTSTRAP).forEach(this::write);
    }

    private void write(String bootstrap) {
        try (InputStream script = Launcher.class.getResourceAsStream(bootstrap)) {
            if (script == null) {
                throw new IllegalStateException("resource " + bootstrap + " is missing");
            }
            PrivateFiles.createDirectories(runtimeDirectory);
            Files.deleteIfExists(runtimeDirectory.resolve(bootstrap));
            try (OutputStream file = PrivateFiles.create(runtimeDirectory.resolve(bootstrap), false)) {
                script.transferTo(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a bootstrap to " + runtimeDirectory, e);
        }
    }

    /**
     * @param home a directory of the function's own: HOME, so that no SDK finds the server user's credentials
     * @param server variables of the server's choice: credentials, AWS_ENDPOINT_URL
     * @throws LambdaException when the machine lacks the runtime
     */
    Launch launch(FunctionVersion function, Path taskRoot, Path home, String instanceId, Map<String, String> server) {
        Program program =
                switch (function.runtime()) {
                    case LambdaRuntime.NodeJs runtime -> node(runtime, function, taskRoot);
                    case LambdaRuntime.Python runtime -> python(runtime, taskRoot, home);
                    case LambdaRuntime.Java runtime -> java(runtime, function);
                    case LambdaRuntime.Provided runtime -> provided(runtime, taskRoot);
                };
        String logStream = logStream(function, instanceId);
        Map<String, String> environment = common(function, taskRoot, home, logStream);
        environment.put("PATH", program.bin() + ":/usr/local/bin:/usr/bin:/bin");
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime().identifier());
        environment.putAll(program.environment());
        environment.putAll(server);
        environment.putAll(function.environment());
        return new Launch(program.command(), environment, program.version(), logStream);
    }

    private Program node(LambdaRuntime.NodeJs runtime, FunctionVersion function, Path taskRoot) {
        NodeExecutables.Node node = interpreters.nodes().find(runtime);
        // The rest of the memory is V8's code and young generation, and Node.js itself.
        int oldSpaceMb = Math.max(64, function.memorySizeMb() * 9 / 10);
        return new Program(
                List.of(
                        node.executable().toString(),
                        "--max-old-space-size=" + oldSpaceMb,
                        runtimeDirectory.resolve(NODE_BOOTSTRAP).toString()),
                directory(node.executable()),
                Map.of("NODE_PATH", taskRoot.resolve("node_modules") + ":" + taskRoot),
                "nodejs:" + node.version());
    }

    private Program python(LambdaRuntime.Python runtime, Path taskRoot, Path home) {
        PythonExecutables.Python python = interpreters.pythons().find(runtime);
        return new Program(
                List.of(
                        python.executable().toString(),
                        runtimeDirectory.resolve(PYTHON_BOOTSTRAP).toString()),
                directory(python.executable()),
                // Compiled modules outside the package, which is to stay as it was uploaded.
                Map.of(
                        "PYTHONPYCACHEPREFIX", home.resolve("pycache").toString(),
                        "PYTHONPATH", taskRoot.toString(),
                        "PYTHONIOENCODING", "utf-8"),
                "python:" + python.version());
    }

    /** The collector and the compiler that AWS's runtime chooses: short work in a small heap. */
    private Program java(LambdaRuntime.Java runtime, FunctionVersion function) {
        JavaExecutables.Java java = interpreters.javas().find(runtime);
        return new Program(
                List.of(
                        java.executable().toString(),
                        "-Xmx" + Math.max(64, function.memorySizeMb() * 85 / 100) + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        JavaClient.classPath(),
                        JavaClient.MAIN_CLASS),
                directory(java.executable()),
                Map.of(),
                "java:" + java.version());
    }

    private static Program provided(LambdaRuntime.Provided runtime, Path taskRoot) {
        Path bootstrap = taskRoot.resolve("bootstrap");
        if (!Executables.isProgram(bootstrap)) {
            throw new LambdaException(
                    LambdaException.Code.INVALID_RUNTIME,
                    "Couldn't find valid bootstrap(s): [/var/task/bootstrap]. Runtime " + runtime.identifier()
                            + " needs an executable file named bootstrap at the root of the package.");
        }
        return new Program(List.of(bootstrap.toString()), taskRoot.toString(), Map.of(), runtime.identifier());
    }

    private static String directory(Path executable) {
        return String.valueOf(executable.toAbsolutePath().getParent());
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
