package dev.mooring.standins;

import dev.mooring.api.ApiException;
import dev.mooring.api.AwsService;
import dev.mooring.api.CallContext;
import dev.mooring.api.Caller;
import dev.mooring.api.model.OperationModel;
import dev.mooring.core.Tenant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Operations of the stand-ins for each other, by the names that the AWS SDKs have for them. The caller has the account's rights. */
public final class ServiceCalls {
    private final Map<String, AwsService> services;
    private final InstantSource clock;

    /** @param services by their names in ARNs of integrations, for example {@code cloudwatchlogs}; may be filled later */
    public ServiceCalls(Map<String, AwsService> services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    public Set<String> names() {
        return services.keySet();
    }

    /** Whether the service's model has such an operation; it may still be one that nobody has built. */
    public boolean has(String service, String action) {
        return operation(service, action).isPresent();
    }

    private Optional<OperationModel> operation(String service, String action) {
        String name = action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
        return Optional.ofNullable(services.get(service))
                .flatMap(found -> Optional.ofNullable(found.model().operations().get(name)));
    }

    /**
     * @param action for example {@code sendMessage}
     * @param principal the ARN that stands for the caller
     * @throws ApiException when the operation refuses, or there is none of the name
     * @throws IllegalArgumentException when the parameters are not the operation's
     */
    public JsonNode call(Tenant tenant, String service, String action, JsonNode parameters, String principal) {
        OperationModel operation = operation(service, action)
                .orElseThrow(() -> new ApiException(
                        "UnknownOperationException", "There is no operation " + service + ":" + action + " here."));
        AwsService target = services.get(service);
        if (target == null) {
            throw new IllegalStateException(service);
        }
        ModelJson json = new ModelJson(target.model());
        CallContext context = new CallContext(
                new Caller.Identity(tenant, principal, ""), UUID.randomUUID().toString(), clock.instant(), "127.0.0.1");
        Map<String, Object> output = target.invoke(operation, shape -> json.in(shape, parameters), context);
        return target.model()
                .output(operation)
                .<JsonNode>map(shape -> json.out(shape, output))
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
