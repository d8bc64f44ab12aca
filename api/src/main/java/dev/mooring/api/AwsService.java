package dev.mooring.api;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.ModelReader;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.protocol.Protocol;
import dev.mooring.api.protocol.RestJson;
import dev.mooring.api.restjson.ConstraintValidator;
import dev.mooring.api.restjson.MalformedRequestException;
import dev.mooring.core.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One AWS service: its model and the operations built here. The model is read when the first request for the service
 * arrives, so that the server's start does not wait for it.
 */
public final class AwsService {
    /**
     * What a service is, whatever of it is built.
     *
     * @param anchor the class beside which the model lies on the class path
     * @param signingNames the services that credential scopes may name for it
     * @param isForDevices devices may call it with their certificates
     * @param resources the model first, then overlays
     * @param protocols the first that claims a request answers it
     */
    public record Definition(
            Class<?> anchor,
            Set<String> signingNames,
            boolean isForDevices,
            List<String> resources,
            List<Function<ServiceModel, Protocol>> protocols,
            Refusals refusals) {}

    /**
     * How a service refuses what its model does not allow.
     *
     * @param constraint the exception for a broken constraint
     * @param form the exception for a request that cannot be understood
     * @param notBuilt the exception for an operation of the model that nobody has built here
     */
    public record Refusals(String constraint, String form, String notBuilt) {}

    private record Loaded(
            ServiceModel model,
            List<Protocol> protocols,
            Map<String, Operations.OnValues> operations,
            ConstraintValidator validator) {}

    /** Where a request leads within the service. */
    record Route(Protocol protocol, RouteTable.Match match) {}

    private static final Refusals IOT =
            new Refusals("InvalidRequestException", "SerializationException", "NotImplementedException");

    private final Definition definition;
    private final Function<HttpRequest, Optional<Tenant>> anonymous;
    private final Consumer<Operations> handlers;
    private volatile @Nullable Loaded loaded;

    private AwsService(
            Definition definition, Function<HttpRequest, Optional<Tenant>> anonymous, Consumer<Operations> handlers) {
        this.definition = definition;
        this.anonymous = anonymous;
        this.handlers = handlers;
    }

    /** @param handlers called at the first request; registers what is built */
    public static AwsService of(Definition definition, Consumer<Operations> handlers) {
        return new AwsService(definition, request -> Optional.empty(), handlers);
    }

    /** @param anonymous whose an unsigned request is, when the service takes it unsigned */
    public static AwsService of(
            Definition definition, Function<HttpRequest, Optional<Tenant>> anonymous, Consumer<Operations> handlers) {
        return new AwsService(definition, anonymous, handlers);
    }

    private static AwsService restJson(
            Set<String> signingNames,
            boolean isForDevices,
            List<String> resources,
            Refusals refusals,
            Consumer<Operations> handlers) {
        return new AwsService(
                new Definition(
                        AwsService.class, signingNames, isForDevices, resources, List.of(RestJson::new), refusals),
                request -> Optional.empty(),
                handlers);
    }

    /** AWS IoT, the control plane. */
    public static AwsService iot(Consumer<Operations> handlers) {
        return iot(request -> Optional.empty(), handlers);
    }

    /** @param anonymous as in {@link #of(Definition, Function, Consumer)} */
    public static AwsService iot(Function<HttpRequest, Optional<Tenant>> anonymous, Consumer<Operations> handlers) {
        return of(
                new Definition(
                        AwsService.class,
                        Set.of("iot"),
                        false,
                        List.of("models/iot-2015-05-28-model.json", "overlay/iot.newer.json"),
                        List.of(RestJson::new),
                        IOT),
                anonymous,
                handlers);
    }

    /** AWS IoT Data Plane; the guide tells people without an SDK to sign for {@code iotdevicegateway}. */
    public static AwsService iotData(Consumer<Operations> handlers) {
        return restJson(
                Set.of("iotdata", "iotdevicegateway"),
                true,
                List.of(
                        "models/data-ats.iot-2015-05-28-model.json",
                        "overlay/iot-data.newer.json",
                        "overlay/iot-data.connections.json",
                        "overlay/iot-data.wire.json"),
                IOT,
                handlers);
    }

    /** AWS IoT Jobs Data Plane. */
    public static AwsService iotJobsData(Consumer<Operations> handlers) {
        return restJson(
                Set.of("iot-jobs-data"),
                true,
                List.of("models/data.jobs.iot-2017-09-29-model.json", "overlay/iot-jobs-data.newer.json"),
                IOT,
                handlers);
    }

    /** AWS Lambda. */
    public static AwsService lambda(Consumer<Operations> handlers) {
        return restJson(
                Set.of("lambda"),
                false,
                List.of("models/lambda-2015-03-31-model.json", "overlay/lambda.newer.json"),
                new Refusals("ValidationException", "InvalidRequestContentException", "NotImplementedException"),
                handlers);
    }

    /** The services that credential scopes may name for it. */
    Set<String> signingNames() {
        return definition.signingNames();
    }

    Optional<Tenant> anonymousTenant(HttpRequest request) {
        return anonymous.apply(request);
    }

    /** Devices may call it with their certificates. */
    boolean isForDevices() {
        return definition.isForDevices();
    }

    /** As AWS publishes it; read from the class path at the first call. */
    public ServiceModel model() {
        return loaded().model();
    }

    Route find(HttpRequest request, Map<String, List<String>> query) {
        Protocol protocol = protocol(request);
        return new Route(
                protocol, protocol.claims(request) ? protocol.find(request, query) : new RouteTable.Match.NoSuchPath());
    }

    /** The protocol that a request speaks; the service's first one where it speaks none. */
    Protocol protocol(HttpRequest request) {
        List<Protocol> protocols = loaded().protocols();
        return protocols.stream()
                .filter(each -> each.claims(request))
                .findFirst()
                .orElse(protocols.getFirst());
    }

    /** @throws ApiException when the operation refuses, or nobody has built it */
    HttpResponse call(
            Protocol protocol,
            RouteTable.Match.Found found,
            HttpRequest request,
            Map<String, List<String>> query,
            CallContext context) {
        Loaded service = loaded();
        OperationModel operation = found.operation();
        return protocol.write(
                operation,
                answer(service, operation, shape -> protocol.bind(shape, request, found, query), context),
                context.requestId());
    }

    /**
     * Calls an operation without HTTP, for other services of this process.
     *
     * @param bind the input of the operation's shape, by member name as {@link Operations.OnValues} has it
     * @throws ApiException as the operation's caller on the wire would see it
     */
    public Map<String, Object> invoke(
            OperationModel operation, Function<Shape.Structure, Map<String, Object>> bind, CallContext context) {
        return answer(loaded(), operation, bind, context);
    }

    private Map<String, Object> answer(
            Loaded service,
            OperationModel operation,
            Function<Shape.Structure, Map<String, Object>> bind,
            CallContext context) {
        Operations.OnValues bound = service.operations().get(operation.name());
        if (bound == null) {
            throw new ApiException(
                    definition.refusals().notBuilt(),
                    "The operation " + operation.name() + " of "
                            + service.model().name() + " is not implemented here yet.");
        }
        Map<String, Object> input = service.model()
                .input(operation)
                .map(shape -> validated(service, shape, () -> bind.apply(shape)))
                .orElse(Map.of());
        return bound.call(input, context);
    }

    private Map<String, Object> validated(
            Loaded service, Shape.Structure shape, java.util.function.Supplier<Map<String, Object>> bound) {
        Map<String, Object> input;
        try {
            input = bound.get();
        } catch (MalformedRequestException e) {
            throw new ApiException(definition.refusals().form(), e.getMessage());
        }
        List<String> violations = service.validator().violations(shape, input);
        if (!violations.isEmpty()) {
            throw new ApiException(definition.refusals().constraint(), ConstraintValidator.message(violations));
        }
        return input;
    }

    private Loaded loaded() {
        Loaded present = loaded;
        if (present != null) {
            return present;
        }
        synchronized (this) {
            if (loaded == null) {
                loaded = load();
            }
            return Objects.requireNonNull(loaded);
        }
    }

    private Loaded load() {
        ServiceModel model = ModelReader.read(definition.anchor(), definition.resources());
        Operations operations = new Operations();
        handlers.accept(operations);
        for (String name : operations.byName().keySet()) {
            if (!model.operations().containsKey(name)) {
                throw new IllegalStateException(model.name() + " has no operation " + name);
            }
        }
        return new Loaded(
                model,
                definition.protocols().stream()
                        .map(protocol -> protocol.apply(model))
                        .toList(),
                operations.byName(),
                new ConstraintValidator(model));
    }
}
