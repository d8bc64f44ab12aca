package dev.mooring.api.protocol;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.api.restjson.RequestBinder;
import dev.mooring.api.restjson.ResponseWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** restJson1: the operation is in method and path. */
public final class RestJson implements Protocol {
    private final ServiceModel model;
    private final RouteTable routes;
    private final RequestBinder binder;
    private final ResponseWriter writer;

    public RestJson(ServiceModel model) {
        this.model = model;
        this.routes = new RouteTable(model.operations().values());
        this.binder = new RequestBinder(model);
        this.writer = new ResponseWriter(model);
    }

    @Override
    public boolean claims(HttpRequest request) {
        return true;
    }

    @Override
    public RouteTable.Match find(HttpRequest request, Map<String, List<String>> query) {
        return routes.find(request.method(), request.rawPath(), query);
    }

    @Override
    public Map<String, Object> bind(
            Shape.Structure input, HttpRequest request, RouteTable.Match.Found found, Map<String, List<String>> query) {
        return binder.bind(input, request, found.labels(), query);
    }

    @Override
    public HttpResponse write(OperationModel operation, Map<String, Object> output, String requestId) {
        return writer.write(operation, output, requestId);
    }

    @Override
    public HttpResponse error(ApiException error, String requestId) {
        return ErrorWriter.write(Optional.of(model), error, requestId);
    }
}
