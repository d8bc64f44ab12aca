package dev.mooring.api.protocol;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.Encoding;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.api.restjson.JsonIn;
import dev.mooring.api.restjson.JsonOut;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Smithy's rpcv2Cbor: the operation is in the path, all else in the body.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy: RPC v2 CBOR</a>
 */
public final class RpcV2Cbor implements Protocol {
    private static final String PROTOCOL = "rpc-v2-cbor";

    private final ServiceModel model;
    private final JsonIn in;
    private final JsonOut out;

    public RpcV2Cbor(ServiceModel model) {
        this.model = model;
        this.in = new JsonIn(model, Encoding.CBOR);
        this.out = new JsonOut(model, Encoding.CBOR);
    }

    @Override
    public boolean claims(HttpRequest request) {
        return request.headers().first("smithy-protocol").orElse("").equals(PROTOCOL);
    }

    @Override
    public RouteTable.Match find(HttpRequest request, Map<String, List<String>> query) {
        String path = request.rawPath();
        return Optional.ofNullable(model.operations().get(path.substring(path.lastIndexOf('/') + 1)))
                .filter(operation -> path.startsWith("/service/") && path.endsWith("/operation/" + operation.name()))
                .<RouteTable.Match>map(operation -> new RouteTable.Match.Found(operation, Map.of()))
                .orElseGet(RouteTable.Match.NoSuchPath::new);
    }

    @Override
    public Map<String, Object> bind(
            Shape.Structure input, HttpRequest request, RouteTable.Match.Found found, Map<String, List<String>> query) {
        return in.structure(input, Bodies.plain(request));
    }

    @Override
    public HttpResponse write(OperationModel operation, Map<String, Object> output, String requestId) {
        byte[] body = model.output(operation)
                .map(shape -> out.structure(shape, output))
                .orElseGet(() -> JsonOut.texts(Map.of(), Encoding.CBOR));
        return new HttpResponse(200, new HttpHeaders(headers(requestId)), body);
    }

    private static Map<String, List<String>> headers(String requestId) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("content-type", List.of("application/cbor"));
        headers.put("smithy-protocol", List.of(PROTOCOL));
        headers.put("x-amzn-requestid", List.of(requestId));
        return headers;
    }

    @Override
    public HttpResponse error(ApiException error, String requestId) {
        Optional<Shape.Structure> shape = model.error(error.error());
        int status = ErrorWriter.status(shape, error);
        Map<String, String> body = new LinkedHashMap<>();
        body.put("__type", error.error());
        body.put(ErrorWriter.messageName(shape), error.getMessage());
        body.putAll(error.members());
        Map<String, List<String>> headers = headers(requestId);
        shape.flatMap(Shape.Structure::error)
                .flatMap(Shape.ErrorTrait::code)
                .ifPresent(code -> headers.put(
                        "x-amzn-query-error", List.of(code + ";" + (status < 500 ? "Sender" : "Receiver"))));
        return new HttpResponse(status, new HttpHeaders(headers), JsonOut.texts(body, Encoding.CBOR));
    }
}
