package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.states.language.Ending;
import dev.mooring.standins.states.language.Outcome;
import dev.mooring.standins.states.language.Signal;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What of executions is in the store: the executions themselves, their histories, and the journals of those that are open. */
final class ExecutionRecords {
    private static final Duration KEPT = Duration.ofDays(90);

    private final InstantSource clock;
    private final Sequence sequence;

    ExecutionRecords(InstantSource clock) {
        this.clock = clock;
        this.sequence = new Sequence(clock);
    }

    static ApiException alreadyExists(Tenant tenant, Execution execution) {
        return new ApiException("ExecutionAlreadyExists", "Execution Already Exists: '" + execution.arn(tenant) + "'");
    }

    /** The earlier execution of that name, if it is the same start once more. */
    Optional<Execution> insert(Tables tables, Tenant tenant, Machine machine, Execution execution) {
        Machine present = Machines.find(tables, tenant, machine.name())
                .orElseThrow(() -> Machines.doesNotExist(Machine.arn(tenant, machine.name())));
        if (present.deleting()) {
            throw new ApiException(
                    "StateMachineDeleting",
                    "State Machine is being deleted: '" + Machine.arn(tenant, machine.name()) + "'");
        }
        Optional<Execution> earlier = tables.targetResources(tenant)
                .find(Execution.KIND, execution.key())
                .map(Execution::of);
        if (earlier.isPresent()) {
            if (earlier.get().isRunning() && earlier.get().input().equals(execution.input())) {
                return earlier;
            }
            throw alreadyExists(tenant, execution);
        }
        tables.targetResources(tenant).put(execution.toResource(Execution.OPEN_KIND));
        if (!execution.isExpress()) {
            tables.targetResources(tenant).put(execution.toResource(Execution.KIND));
            tables.targetLog(tenant)
                    .append(
                            Machine.executionsLog(machine.name()),
                            new TargetLogEntry(sequence.next(), clock.instant(), execution.name()));
            forgetOld(tables, tenant, machine.name());
        }
        return Optional.empty();
    }

    /** As AWS: an execution is known for ninety days after its end. A few at a time: each start pays for little. */
    private void forgetOld(Tables tables, Tenant tenant, String machine) {
        Instant limit = clock.instant().minus(KEPT);
        for (TargetLogEntry entry : tables.targetLog(tenant).after(Machine.executionsLog(machine), -1, 3)) {
            Optional<Execution> old = tables.targetResources(tenant)
                    .find(Execution.KIND, machine + ":" + entry.body())
                    .map(Execution::of);
            if (old.isPresent()
                    && (old.get().isRunning()
                            || !Instant.ofEpochMilli(old.get().stoppedAt()).isBefore(limit))) {
                return;
            }
            old.ifPresent(execution -> {
                tables.targetLog(tenant).deleteAll(execution.historyLog());
                tables.targetResources(tenant).delete(Execution.KIND, execution.key());
            });
            tables.targetLog(tenant).delete(Machine.executionsLog(machine), entry.position());
        }
    }

    /** A signal and what it led to. */
    void record(
            Tables tables,
            LiveExecution execution,
            Signal signal,
            Instant now,
            Outcome outcome,
            Optional<Ending> ending) {
        Tenant tenant = execution.key.tenant();
        Execution before = execution.execution;
        if (!before.isExpress()) {
            var log = tables.targetLog(tenant);
            outcome.events()
                    .forEach(event -> log.append(
                            before.historyLog(),
                            new TargetLogEntry(event.get("id").longValue(), now, Json.write(event))));
            if (ending.isPresent()) {
                log.deleteAll(before.journalLog());
                tables.targetResources(tenant)
                        .put(before.ended(ending.get(), now).toResource(Execution.KIND));
            } else {
                log.append(
                        before.journalLog(),
                        new TargetLogEntry(
                                execution.signals,
                                now,
                                Json.MAPPER.writerFor(Signal.class).writeValueAsString(signal)));
            }
        }
        if (ending.isPresent()) {
            tables.targetResources(tenant).delete(Execution.OPEN_KIND, before.key());
            Machines.removeIfIdle(tables, tenant, before.machine());
        }
    }
}
