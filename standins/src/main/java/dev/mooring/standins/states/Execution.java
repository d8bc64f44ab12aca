package dev.mooring.standins.states;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.states.language.Ending;
import dev.mooring.store.TargetResource;
import java.time.Instant;

/**
 * An execution.
 *
 * @param id of an execution of an Express machine; empty for others
 * @param input JSON
 * @param startedAt in milliseconds since 1970
 * @param stoppedAt in milliseconds since 1970; 0 while it runs
 * @param output JSON; empty unless it succeeded
 * @param error empty when there is none
 * @param cause empty when there is none
 */
record Execution(
        String machine,
        String revisionId,
        String name,
        String id,
        String input,
        String status,
        long startedAt,
        long stoppedAt,
        String output,
        String error,
        String cause) {
    static final String KIND = "states.execution";
    /** One of those that have not ended: what a restart goes on with. */
    static final String OPEN_KIND = "states.open";

    static final String RUNNING = "RUNNING";

    static Execution started(Machine machine, String name, String id, String input, Instant at) {
        return new Execution(
                machine.name(), machine.revisionId(), name, id, input, RUNNING, at.toEpochMilli(), 0, "", "", "");
    }

    Execution ended(Ending ending, Instant at) {
        return switch (ending) {
            case Ending.Succeeded succeeded ->
                new Execution(
                        machine,
                        revisionId,
                        name,
                        id,
                        input,
                        "SUCCEEDED",
                        startedAt,
                        at.toEpochMilli(),
                        succeeded.output(),
                        "",
                        "");
            case Ending.Failed failed ->
                new Execution(
                        machine,
                        revisionId,
                        name,
                        id,
                        input,
                        failed.status(),
                        startedAt,
                        at.toEpochMilli(),
                        "",
                        failed.error(),
                        failed.cause());
        };
    }

    static Execution of(TargetResource resource) {
        return Json.read(resource.body(), Execution.class);
    }

    TargetResource toResource(String kind) {
        return new TargetResource(kind, key(), Json.write(this), Instant.ofEpochMilli(startedAt));
    }

    boolean isExpress() {
        return !id.isEmpty();
    }

    boolean isRunning() {
        return status.equals(RUNNING);
    }

    /** Unique in its account and region. */
    String key() {
        return isExpress() ? machine + ":" + name + ":" + id : machine + ":" + name;
    }

    String arn(Tenant tenant) {
        return ServiceArn.of("states", tenant, (isExpress() ? "express:" : "execution:") + key())
                .toString();
    }

    /** The history that GetExecutionHistory shows. */
    String historyLog() {
        return "states/history/" + key();
    }

    /** The signals so far: what a restart replays. */
    String journalLog() {
        return "states/journal/" + key();
    }
}
