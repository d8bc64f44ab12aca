package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.LambdaException.Code;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The configurations for asynchronous invocation, one a function and qualifier. Blocks; safe for any thread. */
public final class EventInvokeConfigs {
    private static final String KIND = "lambda.event-invoke/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Store store;
    private final InstantSource clock;

    EventInvokeConfigs(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    static String kind(String functionName) {
        return KIND + functionName;
    }

    /** Replaces what there was. */
    public EventInvokeConfig put(Tenant tenant, FunctionName name, EventInvokeConfig config) {
        return change(tenant, name, present -> config);
    }

    /**
     * Changes what the request gives.
     *
     * @throws LambdaException ResourceNotFoundException when there is none
     */
    public EventInvokeConfig update(Tenant tenant, FunctionName name, EventInvokeConfig changes) {
        return change(tenant, name, present -> changes.over(present.orElseThrow(() -> notFound(tenant, name))));
    }

    /** @throws LambdaException ResourceNotFoundException */
    public EventInvokeConfig get(Tenant tenant, FunctionName name) {
        return store.read(tables -> {
            FunctionLookup.find(tables, tenant, name, 0);
            return find(tables, tenant, name).orElseThrow(() -> notFound(tenant, name));
        });
    }

    /** @throws LambdaException ResourceNotFoundException */
    public void delete(Tenant tenant, FunctionName name) {
        store.write(tables -> {
            if (!tables.targetResources(tenant).delete(kind(name.name()), qualifier(name))) {
                throw notFound(tenant, name);
            }
            return true;
        });
    }

    /** By qualifier. */
    public Map<String, EventInvokeConfig> list(Tenant tenant, FunctionName name) {
        return store.read(tables -> {
            FunctionLookup.latest(tables, tenant, name);
            Map<String, EventInvokeConfig> all = new TreeMap<>();
            tables.targetResources(tenant)
                    .all(kind(name.name()), "")
                    .forEach(resource -> all.put(resource.name(), parse(resource)));
            return all;
        });
    }

    static Optional<EventInvokeConfig> find(Tables tables, Tenant tenant, FunctionName name) {
        return tables.targetResources(tenant)
                .find(kind(name.name()), qualifier(name))
                .map(EventInvokeConfigs::parse);
    }

    private EventInvokeConfig change(
            Tenant tenant, FunctionName name, Function<Optional<EventInvokeConfig>, EventInvokeConfig> change) {
        return store.write(tables -> {
            FunctionLookup.find(tables, tenant, name, 0);
            EventInvokeConfig next = change.apply(find(tables, tenant, name));
            tables.targetResources(tenant)
                    .put(new TargetResource(
                            kind(name.name()), qualifier(name), JSON.writeValueAsString(next), clock.instant()));
            return next;
        });
    }

    private static EventInvokeConfig parse(TargetResource resource) {
        return JSON.readValue(resource.body(), EventInvokeConfig.class);
    }

    private static String qualifier(FunctionName name) {
        return name.qualifier().orElse(FunctionName.LATEST);
    }

    private static LambdaException notFound(Tenant tenant, FunctionName name) {
        return new LambdaException(
                Code.RESOURCE_NOT_FOUND,
                "The function " + new Arns(tenant).function(name.name()) + ":" + qualifier(name)
                        + " doesn't have an EventInvokeConfig");
    }
}
