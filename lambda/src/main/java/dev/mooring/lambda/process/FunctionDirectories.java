package dev.mooring.lambda.process;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.log.FunctionLog;
import dev.mooring.lambda.process.FunctionVersion.FunctionKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where a function's own files lie: {@code ROOT/ACCOUNT/REGION/NAME/log} and {@code …/home}. */
public final class FunctionDirectories {
    private final Path root;
    private final RuntimeLimits limits;
    private final Map<Name, FunctionLog> logs = new ConcurrentHashMap<>();

    private record Name(Tenant tenant, String name) {}

    public FunctionDirectories(Path root, RuntimeLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    /** The function's only log: instances share it. It stays when the function goes, as at AWS. */
    public FunctionLog log(Tenant tenant, String name) {
        return logs.computeIfAbsent(
                new Name(tenant, name),
                key -> new FunctionLog(of(tenant, name).resolve("log"), limits.logFileBytes(), limits.logFiles()));
    }

    Path home(Tenant tenant, String name) {
        return of(tenant, name).resolve("home");
    }

    /** Closes the file of a function that has no instance any more. */
    void closeLog(FunctionKey key) {
        FunctionLog log = logs.get(new Name(key.tenant(), key.name()));
        if (log != null) {
            log.close();
        }
    }

    /** Closes every log. */
    void close() {
        logs.values().forEach(FunctionLog::close);
    }

    private Path of(Tenant tenant, String name) {
        return root.resolve(tenant.account()).resolve(tenant.region()).resolve(name);
    }
}
