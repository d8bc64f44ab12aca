package dev.mooring.standins.states;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.store.TargetResource;
import java.time.Instant;

/**
 * A state machine as it was created or last updated.
 *
 * @param revisionId names this definition and role
 * @param createdAt in milliseconds since 1970
 * @param updatedAt in milliseconds since 1970
 * @param deleting it goes when its last execution has ended
 */
record Machine(
        String name,
        boolean isExpress,
        String definition,
        String roleArn,
        String revisionId,
        long createdAt,
        long updatedAt,
        boolean deleting) {
    static final String KIND = "states.machine";
    /** A revision: what an execution that began with it still runs. */
    static final String REVISION_KIND = "states.revision";

    static Machine of(TargetResource resource) {
        return Json.read(resource.body(), Machine.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    TargetResource toRevision() {
        return new TargetResource(
                REVISION_KIND, revisionName(name, revisionId), Json.write(this), Instant.ofEpochMilli(updatedAt));
    }

    static String revisionName(String machine, String revisionId) {
        return machine + ":" + revisionId;
    }

    static String arn(Tenant tenant, String name) {
        return ServiceArn.of("states", tenant, "stateMachine:" + name).toString();
    }

    /** Names of its executions, the oldest first. */
    static String executionsLog(String name) {
        return "states/executions/" + name;
    }

    Machine asDeleting() {
        return new Machine(name, isExpress, definition, roleArn, revisionId, createdAt, updatedAt, true);
    }
}
