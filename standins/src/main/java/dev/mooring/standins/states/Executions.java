package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Alarms;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.states.language.Effect;
import dev.mooring.standins.states.language.Ending;
import dev.mooring.standins.states.language.ExecutionInfo;
import dev.mooring.standins.states.language.Outcome;
import dev.mooring.standins.states.language.Run;
import dev.mooring.standins.states.language.Signal;
import dev.mooring.standins.states.language.StateMachine;
import dev.mooring.store.StoreException;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.TargetResource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The executions that have not ended. Each signal of a Standard execution is journaled together with the events it led to,
 * before anything is done about it; a restart replays the journal, and calls the tasks again that had not answered.
 *
 * <p>Owner of each {@link Run}: whoever holds the lock of its {@link LiveExecution}.
 */
final class Executions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
    private static final int MAX_OPEN = 10_000;
    private static final long EXPRESS_SECONDS = 300;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final StandInPorts ports;
    private final Machines machines;
    private final Alarms alarms;
    private final TaskCaller caller;
    private final ExecutionRecords records;
    private final Map<Key, LiveExecution> live = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    record Key(Tenant tenant, String execution) {}

    Executions(StandInPorts ports, Machines machines, Alarms alarms, TaskCaller caller) {
        this.ports = ports;
        this.machines = machines;
        this.alarms = alarms;
        this.caller = caller;
        this.records = new ExecutionRecords(ports.clock());
    }

    /** A start, and what becomes of it; with an earlier execution of the same name and input, that one. */
    record Started(Execution execution, CompletableFuture<Execution> end) {}

    /**
     * @param id for an Express machine
     * @throws ApiException StateMachineDoesNotExist, StateMachineDeleting, ExecutionAlreadyExists, ExecutionLimitExceeded
     */
    Started start(Tenant tenant, Machine machine, String name, String id, JsonNode input, String inputText) {
        if (live.size() >= MAX_OPEN) {
            throw new ApiException(
                    "ExecutionLimitExceeded", "There are " + MAX_OPEN + " executions already that have not ended.");
        }
        Instant now = now();
        Execution execution = Execution.started(machine, name, id, inputText, now);
        StateMachine definition = machines.checked(machine.definition(), machine.isExpress());
        LiveExecution fresh = live(tenant, machine, execution, definition, input);
        fresh.lock.lock();
        // Known before it is in the store, so that a resume at the same time does not take it for one of an earlier
        // run.
        boolean isFirst = live.putIfAbsent(fresh.key, fresh) == null;
        boolean isStarted = false;
        try {
            Outcome outcome = fresh.run.accept(new Signal.Start(), now);
            Optional<Ending> ending = ending(outcome);
            Optional<Execution> earlier = ports.store().write(tables -> {
                Optional<Execution> same = records.insert(tables, tenant, machine, execution);
                if (same.isEmpty() && !isFirst) {
                    throw ExecutionRecords.alreadyExists(tenant, execution);
                }
                if (same.isEmpty()) {
                    records.record(tables, fresh, new Signal.Start(), now, outcome, ending);
                }
                return same;
            });
            if (earlier.isPresent()) {
                LiveExecution running = live.get(fresh.key);
                return new Started(
                        earlier.get(),
                        running == null || running.equals(fresh)
                                ? CompletableFuture.completedFuture(earlier.get())
                                : running.end);
            }
            isStarted = true;
            ending.ifPresent(how -> fresh.execution = execution.ended(how, now));
            perform(fresh, outcome.effects());
            return new Started(execution, fresh.end);
        } finally {
            if (isFirst && !isStarted) {
                live.remove(fresh.key, fresh);
            }
            fresh.lock.unlock();
        }
    }

    private LiveExecution live(
            Tenant tenant, Machine machine, Execution execution, StateMachine definition, JsonNode input) {
        StateMachine bounded = execution.isExpress()
                ? new StateMachine(definition.states(), Optional.of((int)
                        Math.min(EXPRESS_SECONDS, definition.timeoutSeconds().orElse(300))))
                : definition;
        ExecutionInfo info = new ExecutionInfo(
                execution.arn(tenant),
                execution.name(),
                Machine.arn(tenant, machine.name()),
                machine.name(),
                machine.roleArn(),
                input,
                Instant.ofEpochMilli(execution.startedAt()));
        Run run = new Run(bounded, info, task -> new TaskToken(execution.key(), task).text(ports.tokens(), tenant));
        return new LiveExecution(new Key(tenant, execution.key()), execution, run);
    }

    private static Optional<Ending> ending(Outcome outcome) {
        return outcome.effects().stream()
                .filter(Effect.End.class::isInstance)
                .map(effect -> ((Effect.End) effect).ending())
                .findFirst();
    }

    private Instant now() {
        return ports.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** False when there is no such open execution. */
    boolean signal(Key key, Signal signal) {
        LiveExecution execution = live.get(key);
        if (execution == null) {
            return false;
        }
        execution.lock.lock();
        try {
            accept(execution, signal);
            return true;
        } finally {
            execution.lock.unlock();
        }
    }

    /** The same for a task, and only while it has not answered. */
    boolean signalTask(Key key, int task, Signal signal) {
        LiveExecution execution = live.get(key);
        if (execution == null) {
            return false;
        }
        execution.lock.lock();
        try {
            if (!execution.run.awaits(task)) {
                return false;
            }
            accept(execution, signal);
            return true;
        } finally {
            execution.lock.unlock();
        }
    }

    private void accept(LiveExecution execution, Signal signal) {
        if (execution.end.isDone()) {
            return;
        }
        Instant now = now();
        Outcome outcome = execution.run.accept(signal, now);
        Optional<Ending> ending = ending(outcome);
        execution.signals++;
        while (true) {
            try {
                if (!execution.execution.isExpress() || ending.isPresent()) {
                    ports.store().write(tables -> {
                        records.record(tables, execution, signal, now, outcome, ending);
                        return true;
                    });
                }
                break;
            } catch (StoreException e) {
                // The run is ahead of the store now: it must catch up, or the server ends and replays what is there.
                LOG.warn("Execution {} cannot be recorded: {}", execution.key.execution(), e.getMessage());
                if (awaitClosing()) {
                    return;
                }
            }
        }
        ending.ifPresent(how -> execution.execution = execution.execution.ended(how, now));
        perform(execution, outcome.effects());
    }

    private boolean awaitClosing() {
        try {
            return closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void perform(LiveExecution execution, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.CallTask call -> caller.call(this, execution, call);
                case Effect.ForgetTask forget -> caller.forget(execution.key, forget.task());
                case Effect.SetTimer timer ->
                    execution.timers.put(
                            timer.timer(),
                            alarms.at(timer.at(), () -> signal(execution.key, new Signal.TimerFired(timer.timer()))));
                case Effect.ForgetTimer timer ->
                    Optional.ofNullable(execution.timers.remove(timer.timer()))
                            .ifPresent(future -> future.cancel(false));
                case Effect.End end -> {
                    live.remove(execution.key);
                    Execution ended = execution.execution;
                    // Whoever waits must not run under this execution's lock.
                    execution.end.completeAsync(() -> ended, Thread::startVirtualThread);
                }
            }
        }
    }

    /** Goes on with what an earlier run of the server began. */
    void resume() {
        for (Tenant tenant : ports.store().read(tables -> tables.tenantsWithTargets(Execution.OPEN_KIND))) {
            List<TargetResource> open =
                    ports.store().read(tables -> tables.targetResources(tenant).all(Execution.OPEN_KIND, ""));
            for (TargetResource each : open) {
                try {
                    resume(tenant, Execution.of(each));
                } catch (RuntimeException e) {
                    LOG.error("Execution {} cannot go on", each.name(), e);
                }
            }
        }
    }

    private void resume(Tenant tenant, Execution execution) {
        Machine machine = machines.revision(tenant, execution)
                .orElseThrow(() -> new IllegalStateException("no revision of " + execution.key()));
        LiveExecution again = live(
                tenant,
                machine,
                execution,
                machines.checked(machine.definition(), machine.isExpress()),
                Json.MAPPER.readTree(execution.input()));
        List<TargetLogEntry> journal = ports.store()
                .read(tables -> tables.targetLog(tenant).after(execution.journalLog(), -1, Integer.MAX_VALUE));
        again.lock.lock();
        try {
            if (live.putIfAbsent(again.key, again) != null) {
                return;
            }
            if (journal.isEmpty()) {
                // An Express execution has no journal: it begins once more.
                accept(again, new Signal.Start());
                return;
            }
            Outstanding outstanding = new Outstanding();
            for (TargetLogEntry entry : journal) {
                Signal signal = Json.read(entry.body(), Signal.class);
                outstanding.follow(signal, again.run.accept(signal, entry.time()));
                again.signals = entry.position();
            }
            perform(again, outstanding.effects());
        } finally {
            again.lock.unlock();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        live.values().forEach(execution -> execution.end.cancel(false));
        live.clear();
    }
}
