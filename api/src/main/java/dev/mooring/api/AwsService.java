package dev.mooring.api;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.ModelReader;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.ConstraintValidator;
import dev.mooring.api.restjson.MalformedRequestException;
import dev.mooring.api.restjson.RequestBinder;
import dev.mooring.api.restjson.ResponseWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One AWS service: its model and the operations built here. The model is read when the first request for the service
 * arrives, so that the server's start does not wait for it.
 */
public final class AwsService {
    /**
     * How a service refuses what its model does not allow.
     *
     * @param constraint the exception for a broken constraint
     * @param form the exception for a request that cannot be understood
     */
    record Refusals(String constraint, String form) {}

    private record Loaded(
            ServiceModel model,
            RouteTable routes,
            Map<String, Operations.OnValues> operations,
            RequestBinder binder,
            ConstraintValidator validator,
            ResponseWriter writer) {}

    private final Set<String> signingNames;
    private final boolean isForDevices;
    private final List<String> resources;
    private final Refusals refusals;
    private final Consumer<Operations> handlers;
    private volatile @Nullable Loaded loaded;

    private AwsService(
            Set<String> signingNames,
            boolean isForDevices,
            List<String> resources,
            Refusals refusals,
            Consumer<Operations> handlers) {
        this.signingNames = signingNames;
        this.isForDevices = isForDevices;
        this.resources = resources;
        this.refusals = refusals;
        this.handlers = handlers;
    }

    /** AWS IoT, the control plane. */
    public static AwsService iot(Consumer<Operations> handlers) {
        return new AwsService(
                Set.of("iot"),
                false,
                List.of("models/iot-2015-05-28-model.json", "overlay/iot.newer.json"),
                new Refusals("InvalidRequestException", "SerializationException"),
                handlers);
    }

    /** AWS IoT Data Plane; the guide tells people without an SDK to sign for {@code iotdevicegateway}. */
    public static AwsService iotData(Consumer<Operations> handlers) {
        return new AwsService(
                Set.of("iotdata", "iotdevicegateway"),
                true,
                List.of(
                        "models/data-ats.iot-2015-05-28-model.json",
                        "overlay/iot-data.newer.json",
                        "overlay/iot-data.connections.json",
                        "overlay/iot-data.wire.json"),
                new Refusals("InvalidRequestException", "SerializationException"),
                handlers);
    }

    /** AWS IoT Jobs Data Plane. */
    public static AwsService iotJobsData(Consumer<Operations> handlers) {
        return new AwsService(
                Set.of("iot-jobs-data"),
                true,
                List.of("models/data.jobs.iot-2017-09-29-model.json", "overlay/iot-jobs-data.newer.json"),
                new Refusals("InvalidRequestException", "SerializationException"),
                handlers);
    }

    /** AWS Lambda. */
    public static AwsService lambda(Consumer<Operations> handlers) {
        return new AwsService(
                Set.of("lambda"),
                false,
                List.of("models/lambda-2015-03-31-model.json", "overlay/lambda.newer.json"),
                new Refusals("ValidationException", "InvalidRequestContentException"),
                handlers);
    }

    /** The services that credential scopes may name for it. */
    Set<String> signingNames() {
        return signingNames;
    }

    /** Devices may call it with their certificates. */
    boolean isForDevices() {
        return isForDevices;
    }

    ServiceModel model() {
        return loaded().model();
    }

    RouteTable.Match find(HttpRequest request, Map<String, List<String>> query) {
        return loaded().routes().find(request.method(), request.rawPath(), query);
    }

    /** @throws ApiException when the operation refuses, or nobody has built it */
    HttpResponse call(
            RouteTable.Match.Found found, HttpRequest request, Map<String, List<String>> query, CallContext context) {
        Loaded service = loaded();
        OperationModel operation = found.operation();
        Operations.OnValues bound = service.operations().get(operation.name());
        if (bound == null) {
            throw new ApiException(
                    "NotImplementedException",
                    "The operation " + operation.name() + " of "
                            + service.model().name() + " is not implemented here yet.");
        }
        Map<String, Object> input = service.model()
                .input(operation)
                .map(shape -> bindAndValidate(service, shape, found, request, query))
                .orElse(Map.of());
        return service.writer().write(operation, bound.call(input, context), context.requestId());
    }

    private Map<String, Object> bindAndValidate(
            Loaded service,
            Shape.Structure shape,
            RouteTable.Match.Found found,
            HttpRequest request,
            Map<String, List<String>> query) {
        Map<String, Object> input;
        try {
            input = service.binder().bind(shape, request, found.labels(), query);
        } catch (MalformedRequestException e) {
            throw new ApiException(refusals.form(), e.getMessage());
        }
        List<String> violations = service.validator().violations(shape, input);
        if (!violations.isEmpty()) {
            throw new ApiException(refusals.constraint(), ConstraintValidator.message(violations));
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
            return java.util.Objects.requireNonNull(loaded);
        }
    }

    private Loaded load() {
        ServiceModel model = ModelReader.read(AwsService.class, resources);
        Operations operations = new Operations();
        handlers.accept(operations);
        for (String name : operations.byName().keySet()) {
            if (!model.operations().containsKey(name)) {
                throw new IllegalStateException(model.name() + " has no operation " + name);
            }
        }
        return new Loaded(
                model,
                new RouteTable(model.operations().values()),
                operations.byName(),
                new RequestBinder(model),
                new ConstraintValidator(model),
                new ResponseWriter(model));
    }
}
