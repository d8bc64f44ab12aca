package dev.mooring.lambda;

import dev.mooring.lambda.code.CodeLimits;
import dev.mooring.lambda.code.CodeStore;
import dev.mooring.lambda.log.LogShipper;
import dev.mooring.lambda.process.FunctionRuntime;
import dev.mooring.store.Store;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The room's door: opens everything, hands out what others use, and ends every function when closed. Close
 * it before the store.
 */
public final class Lambda implements AutoCloseable {
    private static final int MAX_EVENTS = 10_000;
    private static final long MAX_EVENT_BYTES = 128 << 20;

    private final Timers timers;
    private final FunctionRuntime runtime;
    private final LogShipper logs;
    private final Functions functions;
    private final FunctionPermissions permissions;
    private final FunctionVersions versions;
    private final FunctionAliases aliases;
    private final FunctionConcurrency concurrency;
    private final EventInvokeConfigs eventInvokeConfigs;
    private final EventQueue events;
    private final FunctionInvoker invoker;

    private Lambda(
            Timers timers,
            CodeStore codes,
            FunctionRuntime runtime,
            LogShipper logs,
            Store store,
            LambdaSettings settings) {
        this.logs = logs;
        this.timers = timers;
        this.runtime = runtime;
        this.functions = new Functions(store, codes, runtime, timers);
        this.permissions = new FunctionPermissions(functions);
        InstantSource clock = timers.clock();
        this.versions = new FunctionVersions(store, clock);
        this.aliases = new FunctionAliases(store, clock);
        this.concurrency = new FunctionConcurrency(store, clock);
        this.eventInvokeConfigs = new EventInvokeConfigs(store, clock);
        FunctionTargets targets = new FunctionTargets(
                store, runtime, () -> ThreadLocalRandom.current().nextDouble());
        this.events = new EventQueue(
                new EventLog(store, clock),
                targets,
                timers,
                settings.destinations(),
                settings.eventOutcomes(),
                MAX_EVENTS,
                MAX_EVENT_BYTES);
        this.invoker = new FunctionInvoker(
                functions, targets, events, settings.limits().queueing(), clock);
    }

    /** @param timers closed with this */
    public static Lambda open(LambdaSettings settings, Store store, Timers timers) {
        CodeStore codes = new CodeStore(
                settings.directory(),
                CodeLimits.AWS,
                (tenant, sha256) ->
                        store.read(tables -> tables.functions(tenant).usesCode(sha256)));
        codes.sweep();
        LogShipper logs = new LogShipper(settings.logs(), timers.clock());
        FunctionRuntime runtime = new FunctionRuntime(
                settings.directory(),
                codes,
                settings.interpreters(),
                logs,
                settings.limits(),
                timers,
                settings.environment());
        return new Lambda(timers, codes, runtime, logs, store, settings);
    }

    public Functions functions() {
        return functions;
    }

    public FunctionPermissions permissions() {
        return permissions;
    }

    public FunctionInvoker invoker() {
        return invoker;
    }

    public FunctionVersions versions() {
        return versions;
    }

    public FunctionAliases aliases() {
        return aliases;
    }

    public FunctionConcurrency concurrency() {
        return concurrency;
    }

    public EventInvokeConfigs eventInvokeConfigs() {
        return eventInvokeConfigs;
    }

    /** Goes on with events that an earlier run of the server accepted. Call it when the server answers. */
    public void resume() {
        events.resume();
    }

    /** Function processes that run now. */
    public int instances() {
        return runtime.instances();
    }

    @Override
    public void close() {
        events.close();
        timers.close();
        runtime.close();
        logs.close();
    }
}
