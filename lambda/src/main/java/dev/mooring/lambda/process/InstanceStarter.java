package dev.mooring.lambda.process;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.code.CodeException;
import dev.mooring.lambda.code.CodeLease;
import dev.mooring.lambda.code.CodeStore;
import dev.mooring.lambda.code.PrivateFiles;
import dev.mooring.lambda.log.LogDelivery;
import dev.mooring.lambda.log.LogShipper;
import dev.mooring.lambda.log.OutputReader;
import dev.mooring.lambda.runtimeapi.RuntimeApiServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Starts the process of an instance and sees to what has to happen when it ends. */
final class InstanceStarter {
    private final Launcher launcher;
    private final ProcessGroups groups;
    private final Watchdog watchdog;
    private final RuntimeApiServer api;
    private final CodeStore codes;
    private final FunctionDirectories directories;
    private final LogShipper logs;
    private final RuntimeLimits limits;
    private final Function<Tenant, Map<String, String>> serverEnvironment;

    InstanceStarter(
            Launcher launcher,
            ProcessGroups groups,
            Watchdog watchdog,
            RuntimeApiServer api,
            CodeStore codes,
            FunctionDirectories directories,
            LogShipper logs,
            RuntimeLimits limits,
            Function<Tenant, Map<String, String>> serverEnvironment) {
        this.launcher = launcher;
        this.groups = groups;
        this.watchdog = watchdog;
        this.api = api;
        this.codes = codes;
        this.directories = directories;
        this.logs = logs;
        this.limits = limits;
        this.serverEnvironment = serverEnvironment;
    }

    /**
     * Returns as soon as the process runs.
     *
     * @throws LambdaException when the code or the runtime is missing, or the system starts no process
     */
    FunctionInstance start(FunctionVersion function) {
        CodeLease code = open(function);
        String token = api.newToken();
        boolean ownsBootstrap = function.runtime() instanceof LambdaRuntime.Provided;
        Runnable disconnect = () -> api.unregister(token);
        try {
            String instanceId = UUID.randomUUID().toString().replace("-", "");
            Path home = directories.home(function.tenant(), function.name());
            PrivateFiles.createDirectories(home);
            Launcher.Launch launch = launcher.launch(
                    function,
                    code.taskRoot().toAbsolutePath(),
                    home.toAbsolutePath(),
                    instanceId,
                    serverEnvironment.apply(function.tenant()));
            Map<String, String> environment = new HashMap<>(launch.environment());
            InvocationExchange exchange = new InvocationExchange();
            if (ownsBootstrap) {
                RuntimeApiServer.OwnPort port = api.openPort(exchange);
                disconnect = port::close;
                environment.put("AWS_LAMBDA_RUNTIME_API", port.address());
            } else {
                api.register(token, exchange);
                environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
                environment.put("MOORING_RUNTIME_TOKEN", token);
            }
            Runnable goodbye = disconnect;
            ProcessBuilder builder = new ProcessBuilder(groups.leading(launch.command()))
                    .directory(code.taskRoot().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nullDevice()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            watchdog.add(process.pid());
            LogDelivery.Stream stream =
                    new LogDelivery.Stream(function.tenant(), "/aws/lambda/" + function.name(), launch.logStream());
            OutputReader output = new OutputReader(
                    process.getInputStream(),
                    token,
                    directories.log(function.tenant(), function.name()),
                    line -> logs.accept(stream, line),
                    limits.outputBytes());
            // A thread of its own: reading a pipe would hold a virtual thread's carrier.
            Thread.ofPlatform()
                    .daemon()
                    .name("lambda-output-" + function.name() + "-" + process.pid())
                    .start(output::run);
            CompletableFuture<Void> end = process.onExit()
                    .thenAcceptAsync(
                            ended -> {
                                groups.killOrphans(ended);
                                watchdog.remove(ended.pid());
                                goodbye.run();
                                exchange.ended(ended.exitValue());
                                code.close();
                            },
                            task -> Thread.ofVirtual().start(task));
            return new FunctionInstance(
                    function, process, groups, exchange, output, launch.version(), !ownsBootstrap, end);
        } catch (IOException e) {
            disconnect.run();
            code.close();
            throw new LambdaException(
                    LambdaException.Code.SERVICE,
                    "cannot start a process for " + function.name() + ": " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            disconnect.run();
            code.close();
            throw e;
        }
    }

    private CodeLease open(FunctionVersion function) {
        try {
            return codes.open(function.tenant(), function.codeSha256());
        } catch (CodeException e) {
            throw new LambdaException(LambdaException.Code.INVALID_ZIP_FILE, e.getMessage(), e);
        }
    }

    private static File nullDevice() {
        return new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
