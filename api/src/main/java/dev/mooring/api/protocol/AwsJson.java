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
 * awsJson1_0 and awsJson1_1: the operation is in {@code X-Amz-Target}, all else in the body.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">Smithy: awsJson1_0</a>
 */
public final class AwsJson implements Protocol {
    private final ServiceModel model;
    private final String contentType;
    private final Encoding encoding;
    private final JsonIn in;
    private final JsonOut out;

    private AwsJson(ServiceModel model, String contentType, Encoding encoding) {
        this.model = model;
        this.contentType = contentType;
        this.encoding = encoding;
        this.in = new JsonIn(model, encoding);
        this.out = new JsonOut(model, encoding);
    }

    public static AwsJson version10(ServiceModel model) {
        return new AwsJson(model, "application/x-amz-json-1.0", Encoding.JSON);
    }

    public static AwsJson version11(ServiceModel model) {
        return new AwsJson(model, "application/x-amz-json-1.1", Encoding.JSON);
    }

    /** The same in CBOR, as the AWS SDK for Java speaks to Kinesis. */
    public static AwsJson cbor11(ServiceModel model) {
        return new AwsJson(model, "application/x-amz-cbor-1.1", Encoding.CBOR_WITH_MILLISECONDS);
    }

    @Override
    public boolean claims(HttpRequest request) {
        return request.headers().first("x-amz-target").isPresent()
                && request.headers().first("content-type").orElse("").contains("cbor") == (encoding != Encoding.JSON);
    }

    @Override
    public RouteTable.Match find(HttpRequest request, Map<String, List<String>> query) {
        return target(model, request)
                .<RouteTable.Match>map(operation -> new RouteTable.Match.Found(operation, Map.of()))
                .orElseGet(RouteTable.Match.NoSuchPath::new);
    }

    static Optional<OperationModel> target(ServiceModel model, HttpRequest request) {
        String target = request.headers().first("x-amz-target").orElse("");
        int dot = target.lastIndexOf('.');
        boolean isOurs =
                dot > 0 && target.substring(0, dot).equals(model.targetPrefix().orElse(""));
        return isOurs ? Optional.ofNullable(model.operations().get(target.substring(dot + 1))) : Optional.empty();
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
                .orElseGet(() -> JsonOut.texts(Map.of(), encoding));
        return new HttpResponse(200, new HttpHeaders(headers(requestId)), body);
    }

    private Map<String, List<String>> headers(String requestId) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("content-type", List.of(contentType));
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
        headers.put("x-amzn-errortype", List.of(error.error()));
        // Services that once spoke the query protocol keep telling clients their old error codes.
        shape.flatMap(Shape.Structure::error)
                .flatMap(Shape.ErrorTrait::code)
                .ifPresent(code -> headers.put(
                        "x-amzn-query-error", List.of(code + ";" + (status < 500 ? "Sender" : "Receiver"))));
        return new HttpResponse(status, new HttpHeaders(headers), JsonOut.texts(body, encoding));
    }
}
