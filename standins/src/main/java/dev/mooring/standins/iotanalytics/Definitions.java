package dev.mooring.standins.iotanalytics;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The definitions in the store. */
record Definitions(StandInPorts ports) {
    static ApiException invalid(String message) {
        return new ApiException("InvalidRequestException", message);
    }

    static ApiException notFound(Kind kind, String name) {
        return new ApiException("ResourceNotFoundException", "The " + kind.word() + " " + name + " does not exist.");
    }

    static String arn(Tenant tenant, Kind kind, String name) {
        return ServiceArn.of("iotanalytics", tenant, kind.word() + "/" + name).toString();
    }

    /** @throws ApiException ResourceNotFoundException */
    Definition get(Tenant tenant, Kind kind, String name) {
        return ports.store().read(tables -> find(tables, tenant, kind, name)).orElseThrow(() -> notFound(kind, name));
    }

    static Optional<Definition> find(Tables tables, Tenant tenant, Kind kind, String name) {
        return tables.targetResources(tenant).find(kind.resourceKind(), name).map(Definition::of);
    }

    static List<Definition> all(Tables tables, Tenant tenant, Kind kind) {
        return tables.targetResources(tenant).all(kind.resourceKind(), "").stream()
                .map(Definition::of)
                .toList();
    }

    Page<TargetResource> page(Tenant tenant, Kind kind, Optional<String> after, int limit) {
        return ports.store().read(tables -> tables.targetResources(tenant).list(kind.resourceKind(), "", after, limit));
    }

    /** @throws ApiException ResourceAlreadyExistsException */
    Definition create(Tenant tenant, Kind kind, String name, Map<String, Object> members) {
        long now = ports.clock().millis();
        Definition definition = new Definition(name, members, now, now);
        return ports.store().write(tables -> {
            if (find(tables, tenant, kind, name).isPresent()) {
                throw new ApiException(
                        "ResourceAlreadyExistsException",
                        "The " + kind.word() + " " + name + " already exists.",
                        Map.of("resourceId", name, "resourceArn", arn(tenant, kind, name)));
            }
            tables.targetResources(tenant).put(definition.toResource(kind));
            return definition;
        });
    }

    /** @throws ApiException ResourceNotFoundException */
    void update(Tenant tenant, Kind kind, String name, Map<String, Object> members) {
        ports.store().write(tables -> {
            Definition present = find(tables, tenant, kind, name).orElseThrow(() -> notFound(kind, name));
            Definition next = new Definition(
                    name, members, present.createdAt(), ports.clock().millis());
            tables.targetResources(tenant).put(next.toResource(kind));
            return next;
        });
    }

    /** With what lies in it. */
    void delete(Tenant tenant, Kind kind, String name) {
        ports.store().write(tables -> {
            if (!tables.targetResources(tenant).delete(kind.resourceKind(), name)) {
                throw notFound(kind, name);
            }
            tables.targetLog(tenant).deleteAll(kind.log(name));
            return name;
        });
    }
}
