package dev.mooring.lambda.process;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.InvocationResult;
import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.Timers;
import dev.mooring.lambda.code.CodeStore;
import dev.mooring.lambda.log.FunctionLog;
import dev.mooring.lambda.log.LogShipper;
import dev.mooring.lambda.log.OutputReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs functions: finds or starts an instance, gives it the event, writes the platform's log lines, turns whatever
 * happened into a result. Blocks: call it on virtual threads.
 */
public final class FunctionRuntime implements AutoCloseable {
    /** An instance that dies before it takes its event is no fault of the event. */
    private static final int DELIVERY_ATTEMPTS = 3;

    private static final int CLOSING_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(FunctionRuntime.class);

    private final RuntimeLimits limits;
    private final Timers timers;
    private final FunctionDirectories directories;
    private final InstancePool pool;
    private final FunctionHost host;

    /**
     * An event for a function.
     *
     * @param payload JSON
     * @param clientContext JSON, ASCII only
     * @param qualifier the version or alias that was asked for
     */
    public record Event(String requestId, byte[] payload, Optional<String> clientContext, Optional<String> qualifier) {}

    /**
     * @param root the data directory of this room
     * @param logs receives a copy of all that is logged
     * @param serverEnvironment variables for a tenant's functions: credentials, AWS_ENDPOINT_URL
     */
    public FunctionRuntime(
            Path root,
            CodeStore codes,
            Interpreters interpreters,
            LogShipper logs,
            RuntimeLimits limits,
            Timers timers,
            Function<Tenant, Map<String, String>> serverEnvironment) {
        this.limits = limits;
        this.timers = timers;
        this.directories = new FunctionDirectories(root, limits);
        this.pool = new InstancePool(limits, timers.clock());
        this.host = new FunctionHost(
                root.resolve("runtime").toAbsolutePath(),
                codes,
                interpreters,
                directories,
                logs,
                limits,
                timers.clock().withZone(ZoneOffset.UTC),
                serverEnvironment);
        scheduleReaping();
    }

    /**
     * Invokes the function and waits for the outcome; the function's failures are outcomes, not exceptions.
     *
     * @param queueing how long to wait for a free instance; empty: for ever
     * @throws LambdaException TooManyRequestsException when none became free, or InvalidRuntimeException when this
     *     machine lacks the runtime
     */
    public InvocationResult invoke(FunctionVersion function, Event event, Optional<Duration> queueing)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Optional<InvocationResult> result =
                    switch (pool.acquire(
                            function, queueing.map(Duration::toNanos).orElse(Long.MAX_VALUE))) {
                        case InstancePool.Grant.Warm warm -> invokeOn(warm.instance(), false, event);
                        case InstancePool.Grant.Place place -> invokeOn(start(function), true, event);
                        case InstancePool.Grant.Nothing nothing ->
                            throw new LambdaException(
                                    LambdaException.Code.TOO_MANY_REQUESTS,
                                    "Rate Exceeded: all instances of " + function.name()
                                            + " are busy (limits here: " + limits.instancesPerFunction()
                                            + " a function, " + limits.instances() + " together)");
                    };
            if (result.isPresent()) {
                return result.get();
            }
            if (attempt == DELIVERY_ATTEMPTS) {
                throw new LambdaException(
                        LambdaException.Code.SERVICE,
                        "instances of " + function.name() + " end before they take events");
            }
        }
    }

    /** The function has perhaps changed: instances of other revisions end as soon as they are idle. */
    public void update(FunctionVersion function) {
        pool.retire(function.key(), Optional.of(function.revision()));
    }

    /** The function is gone: its instances end as soon as they are idle. */
    public void retire(Tenant tenant, String name) {
        pool.retireAll(tenant, name);
    }

    /** Processes that run or are being started. */
    public int instances() {
        return pool.instances();
    }

    /** The function's log, for a line of the platform's own or for the console. */
    public FunctionLog log(Tenant tenant, String name) {
        return directories.log(tenant, name);
    }

    /** Kills every function; who waits for one gets its end as outcome. */
    @Override
    public void close() {
        CompletableFuture<?>[] ends =
                pool.close().stream().map(FunctionInstance::whenEnded).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("some functions did not end when they were killed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        host.close();
        directories.close();
    }

    private FunctionInstance start(FunctionVersion function) {
        try {
            FunctionInstance instance = host.starter().start(function);
            pool.started(instance);
            var _ = instance.whenEnded().thenRun(() -> pool.ended(instance));
            return instance;
        } catch (RuntimeException e) {
            pool.notStarted(function.key());
            throw e;
        }
    }

    /** Empty when the instance ended before it took the event. */
    private Optional<InvocationResult> invokeOn(FunctionInstance instance, boolean isNew, Event event)
            throws InterruptedException {
        FunctionVersion function = instance.function();
        OutputReader output = instance.output();
        boolean usable = false;
        try {
            output.begin();
            Optional<Duration> initDuration = Optional.empty();
            if (isNew) {
                output.platform(PlatformLines.initStart(instance.runtimeVersion(), function.runtime()));
                Duration limit = initLimit(function);
                InitOutcome init = instance.awaitInit(limit);
                initDuration = Optional.of(instance.age());
                Optional<InvocationError> error = InvocationError.of(init, event.requestId(), limit);
                if (error.isPresent()) {
                    output.platform(PlatformLines.start(event.requestId(), function.version()));
                    return Optional.of(finish(instance, event, error.get(), Duration.ZERO, initDuration));
                }
            }
            long begun = System.nanoTime();
            Outcome outcome = instance.invoke(new InvocationExchange.Request(
                    event.requestId(),
                    new Arns(function.tenant()).function(function.name())
                            + event.qualifier()
                                    .map(qualifier -> ":" + qualifier)
                                    .orElse(""),
                    event.payload(),
                    event.clientContext(),
                    Duration.ofSeconds(function.timeoutSeconds()),
                    () -> output.platform(PlatformLines.start(event.requestId(), function.version()))));
            Duration duration = Duration.ofNanos(System.nanoTime() - begun);
            usable = instance.isAlive();
            return switch (outcome) {
                case Outcome.NotDelivered n -> Optional.empty();
                case Outcome.Succeeded success ->
                    Optional.of(finish(instance, event, success.payload(), duration, initDuration));
                case Outcome.Failure failure ->
                    Optional.of(finish(
                            instance, event, InvocationError.of(failure, event.requestId()), duration, initDuration));
            };
        } finally {
            if (usable) {
                pool.release(instance);
            } else {
                instance.end();
            }
        }
    }

    private InvocationResult finish(
            FunctionInstance instance, Event event, byte[] payload, Duration duration, Optional<Duration> init) {
        instance.output().reportDropped();
        return result(instance, event, payload, Optional.empty(), duration, init, "");
    }

    private InvocationResult finish(
            FunctionInstance instance, Event event, InvocationError error, Duration duration, Optional<Duration> init) {
        instance.output().reportDropped();
        error.logLine(timers.clock().instant()).ifPresent(instance.output()::platform);
        return result(instance, event, error.payload(), Optional.of("Unhandled"), duration, init, error.status());
    }

    private InvocationResult result(
            FunctionInstance instance,
            Event event,
            byte[] payload,
            Optional<String> functionError,
            Duration duration,
            Optional<Duration> init,
            String status) {
        FunctionVersion function = instance.function();
        PlatformLines.report(event.requestId(), duration, init, function.memorySizeMb(), instance.maxRssBytes(), status)
                .forEach(instance.output()::platform);
        return new InvocationResult(
                event.requestId(), payload, functionError, instance.output().tail(), function.version(), duration);
    }

    /** AWS gives up an init after 10 s and repeats it within the function's timeout; here it simply may take as long. */
    private Duration initLimit(FunctionVersion function) {
        Duration timeout = Duration.ofSeconds(function.timeoutSeconds());
        return timeout.compareTo(limits.init()) > 0 ? timeout : limits.init();
    }

    private void scheduleReaping() {
        timers.after(limits.idle().dividedBy(2), () -> {
            pool.reap(timers.clock().instant().minus(limits.idle())).forEach(directories::closeLog);
            scheduleReaping();
        });
    }
}
