package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.process.FunctionRuntime;
import dev.mooring.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;

/** Invokes what a name means at this moment, within the function's reserved concurrency. */
final class FunctionTargets implements EventQueue.InvocationPort {
    private final Store store;
    private final FunctionRuntime runtime;
    private final DoubleSupplier dice;
    private final ConcurrencyGate gate = new ConcurrencyGate();

    private record Target(FunctionDescription function, OptionalInt reserved) {}

    /** @param dice 0 to 1, for aliases that share their invocations out */
    FunctionTargets(Store store, FunctionRuntime runtime, DoubleSupplier dice) {
        this.store = store;
        this.runtime = runtime;
        this.dice = dice;
    }

    /** @param queueing how long to wait for a free process; empty: for ever */
    InvocationResult invoke(Tenant tenant, FunctionName name, FunctionRuntime.Event event, Optional<Duration> queueing)
            throws InterruptedException {
        Target target = store.read(tables -> new Target(
                FunctionLookup.find(tables, tenant, name, dice.getAsDouble()),
                FunctionLookup.reservedConcurrency(tables, tenant, name.name())));
        try (var _ = gate.enter(tenant, name.name(), target.reserved())) {
            return runtime.invoke(target.function().toVersion(), event, queueing);
        }
    }

    @Override
    public InvocationResult invoke(Tenant tenant, WaitingEvent event) throws InterruptedException {
        return invoke(tenant, event.name(), event.event(), Optional.empty());
    }

    @Override
    public EventQueue.EventSettings settings(Tenant tenant, FunctionName name) {
        return store.read(tables -> {
            FunctionDescription function = FunctionLookup.find(tables, tenant, name, 0);
            OptionalInt reserved = FunctionLookup.reservedConcurrency(tables, tenant, name.name());
            return new EventQueue.EventSettings(
                    EventInvokeConfigs.find(tables, tenant, name).orElse(EventInvokeConfig.DEFAULT),
                    function.configuration().deadLetterTarget(),
                    reserved.isPresent() && reserved.getAsInt() == 0);
        });
    }
}
