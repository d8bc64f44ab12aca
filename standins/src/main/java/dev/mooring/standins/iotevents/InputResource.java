package dev.mooring.standins.iotevents;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.List;

/**
 * An input.
 *
 * @param attributes their paths, as given
 * @param createdAt in milliseconds since 1970
 * @param updatedAt in milliseconds since 1970
 */
record InputResource(String name, String description, List<String> attributes, long createdAt, long updatedAt) {
    static final String KIND = "iotevents.input";

    static InputResource of(TargetResource resource) {
        return Json.read(resource.body(), InputResource.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    String arn(Tenant tenant) {
        return ServiceArn.of("iotevents", tenant, "input/" + name).toString();
    }
}
