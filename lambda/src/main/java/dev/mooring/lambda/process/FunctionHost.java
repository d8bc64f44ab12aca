package dev.mooring.lambda.process;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.code.CodeStore;
import dev.mooring.lambda.log.LogShipper;
import dev.mooring.lambda.runtimeapi.RuntimeApiServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What all instances share: the Runtime API's port, the watchdog, the bootstrap on disk. Opened when the first function
 * is started, so that a server without functions has none of it and starts sooner.
 */
final class FunctionHost implements AutoCloseable {
    private final Path runtimeDirectory;
    private final CodeStore codes;
    private final Interpreters interpreters;
    private final FunctionDirectories directories;
    private final LogShipper logs;
    private final RuntimeLimits limits;
    private final Clock clock;
    private final Function<Tenant, Map<String, String>> serverEnvironment;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private Optional<Opened> opened = Optional.empty();

    private boolean closed;

    private record Opened(RuntimeApiServer api, Watchdog watchdog, InstanceStarter starter) {}

    /** @param runtimeDirectory receives the bootstrap; LAMBDA_RUNTIME_DIR */
    FunctionHost(
            Path runtimeDirectory,
            CodeStore codes,
            Interpreters interpreters,
            FunctionDirectories directories,
            LogShipper logs,
            RuntimeLimits limits,
            Clock clock,
            Function<Tenant, Map<String, String>> serverEnvironment) {
        this.runtimeDirectory = runtimeDirectory;
        this.codes = codes;
        this.interpreters = interpreters;
        this.directories = directories;
        this.logs = logs;
        this.limits = limits;
        this.clock = clock;
        this.serverEnvironment = serverEnvironment;
    }

    /** @throws IllegalStateException when it has been closed */
    InstanceStarter starter() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("no function is started any more: the server is stopping");
            }
            if (opened.isEmpty()) {
                opened = Optional.of(open());
            }
            return opened.get().starter();
        } finally {
            lock.unlock();
        }
    }

    /** The functions should have ended: the watchdog kills those that have not. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            opened.ifPresent(open -> {
                open.watchdog().close();
                open.api().close();
            });
        } finally {
            lock.unlock();
        }
    }

    private Opened open() {
        Launcher launcher = new Launcher(interpreters, runtimeDirectory, clock);
        ProcessGroups groups = ProcessGroups.forThisSystem(
                Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin"));
        RuntimeApiServer api = RuntimeApiServer.start();
        Watchdog watchdog = Watchdog.start(groups);
        return new Opened(
                api,
                watchdog,
                new InstanceStarter(
                        launcher, groups, watchdog, api, codes, directories, logs, limits, serverEnvironment));
    }
}
