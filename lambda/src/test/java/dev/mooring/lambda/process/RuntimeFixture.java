package dev.mooring.lambda.process;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.InvocationResult;
import dev.mooring.lambda.ManualTimers;
import dev.mooring.lambda.Zips;
import dev.mooring.lambda.code.CodeException;
import dev.mooring.lambda.code.CodeLimits;
import dev.mooring.lambda.code.CodeStore;
import dev.mooring.lambda.log.LogDelivery;
import dev.mooring.lambda.log.LogShipper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A runtime with real processes in a temporary directory, and functions written in a line. */
final class RuntimeFixture implements AutoCloseable {
    static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");

    final Path root;
    final ManualTimers timers = new ManualTimers();
    final CodeStore codes;
    final FunctionRuntime runtime;

    RuntimeFixture(Path root, RuntimeLimits limits) {
        this.root = root;
        this.codes = new CodeStore(root, CodeLimits.AWS, (tenant, sha256) -> true);
        this.runtime = new FunctionRuntime(
                root,
                codes,
                Interpreters.of(System.getenv()),
                new LogShipper(LogDelivery.NONE, timers.clock()),
                limits,
                timers,
                tenant -> Map.of("AWS_ACCESS_KEY_ID", "AKIDTEST", "AWS_ENDPOINT_URL", "http://127.0.0.1:1"));
    }

    static RuntimeLimits limits() {
        return new RuntimeLimits(
                8, 6, Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 100_000, 1 << 20, 3);
    }

    Fn js(String script) throws CodeException {
        return zip(Zips.index(script));
    }

    Fn zip(byte[] zip) throws CodeException {
        try (var code = codes.put(TENANT, zip)) {
            return new Fn("fn-" + UUID.randomUUID(), code.sha256(), "index.handler", "nodejs20.x", 10, 256, Map.of());
        }
    }

    @Override
    public void close() {
        runtime.close();
    }

    /** A function to be. */
    final class Fn {
        private final String name;
        private final String sha256;
        private final String handler;
        private final String runtimeName;
        private final int timeoutSeconds;
        private final int memory;
        private final Map<String, String> environment;

        Fn(
                String name,
                String sha256,
                String handler,
                String runtimeName,
                int timeoutSeconds,
                int memory,
                Map<String, String> environment) {
            this.name = name;
            this.sha256 = sha256;
            this.handler = handler;
            this.runtimeName = runtimeName;
            this.timeoutSeconds = timeoutSeconds;
            this.memory = memory;
            this.environment = environment;
        }

        Fn handler(String value) {
            return new Fn(name, sha256, value, runtimeName, timeoutSeconds, memory, environment);
        }

        Fn on(String value) {
            return new Fn(name, sha256, handler, value, timeoutSeconds, memory, environment);
        }

        Fn timeout(int seconds) {
            return new Fn(name, sha256, handler, runtimeName, seconds, memory, environment);
        }

        Fn memory(int mb) {
            return new Fn(name, sha256, handler, runtimeName, timeoutSeconds, mb, environment);
        }

        Fn env(Map<String, String> value) {
            return new Fn(name, sha256, handler, runtimeName, timeoutSeconds, memory, value);
        }

        String name() {
            return name;
        }

        FunctionVersion version() {
            return new FunctionVersion(
                    TENANT,
                    name,
                    "$LATEST",
                    sha256 + handler + runtimeName + timeoutSeconds + memory + environment,
                    LambdaRuntime.of(runtimeName).orElseThrow(),
                    handler,
                    timeoutSeconds,
                    memory,
                    sha256,
                    environment);
        }

        Result call(String json) throws InterruptedException {
            return new Result(runtime.invoke(
                    version(),
                    new FunctionRuntime.Event(
                            UUID.randomUUID().toString(),
                            json.getBytes(StandardCharsets.UTF_8),
                            Optional.empty(),
                            Optional.empty()),
                    Optional.of(Duration.ofSeconds(20))));
        }

        Path logFile() {
            return runtime.log(TENANT, name).current();
        }
    }

    record Result(InvocationResult raw) {
        String payload() {
            return new String(raw.payload(), StandardCharsets.UTF_8);
        }

        String log() {
            return new String(raw.logTail(), StandardCharsets.UTF_8);
        }

        boolean isError() {
            return raw.isError();
        }

        String requestId() {
            return raw.requestId();
        }
    }
}
