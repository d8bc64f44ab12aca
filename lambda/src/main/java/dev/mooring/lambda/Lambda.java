package dev.mooring.lambda;

import dev.mooring.lambda.code.CodeLimits;
import dev.mooring.lambda.code.CodeStore;
import dev.mooring.lambda.process.FunctionRuntime;
import dev.mooring.store.Store;

/**
 * The room's door: opens everything, hands out the three things others use, and ends every function when closed. Close
 * it before the store.
 */
public final class Lambda implements AutoCloseable {
    private static final int MAX_EVENTS = 10_000;
    private static final long MAX_EVENT_BYTES = 128 << 20;

    private final Timers timers;
    private final FunctionRuntime runtime;
    private final Functions functions;
    private final FunctionPermissions permissions;
    private final FunctionInvoker invoker;

    private Lambda(Timers timers, CodeStore codes, FunctionRuntime runtime, Store store, LambdaSettings settings) {
        this.timers = timers;
        this.runtime = runtime;
        this.functions = new Functions(store, codes, runtime, timers);
        this.permissions = new FunctionPermissions(functions);
        EventQueue events =
                new EventQueue(functions, runtime, timers, settings.eventOutcomes(), MAX_EVENTS, MAX_EVENT_BYTES);
        this.invoker = new FunctionInvoker(
                functions, runtime, events, settings.limits().queueing());
    }

    /** @param timers closed with this */
    public static Lambda open(LambdaSettings settings, Store store, Timers timers) {
        CodeStore codes = new CodeStore(
                settings.directory(),
                CodeLimits.AWS,
                (tenant, sha256) ->
                        store.read(tables -> tables.functions(tenant).usesCode(sha256)));
        codes.sweep();
        FunctionRuntime runtime = new FunctionRuntime(
                settings.directory(),
                codes,
                settings.interpreters(),
                settings.limits(),
                timers,
                settings.environment());
        return new Lambda(timers, codes, runtime, store, settings);
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

    /** Function processes that run now. */
    public int instances() {
        return runtime.instances();
    }

    @Override
    public void close() {
        timers.close();
        runtime.close();
    }
}
