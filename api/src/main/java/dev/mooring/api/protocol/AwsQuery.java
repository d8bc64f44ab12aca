package dev.mooring.api.protocol;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.api.restjson.MalformedRequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * awsQuery: the operation is the form parameter {@code Action}; answers are XML.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">Smithy: awsQuery</a>
 */
public final class AwsQuery implements Protocol {
    /** What this protocol calls errors that all services share. */
    private static final Map<String, String> COMMON = Map.of(
            "AccessDeniedException", "AccessDenied",
            "ExpiredTokenException", "ExpiredToken",
            "IncompleteSignatureException", "IncompleteSignature",
            "InternalFailureException", "InternalFailure",
            "InvalidSignatureException", "SignatureDoesNotMatch",
            "MissingAuthenticationTokenException", "MissingAuthenticationToken",
            "UnknownOperationException", "InvalidAction",
            "UnrecognizedClientException", "InvalidClientTokenId");

    private final ServiceModel model;
    private final String namespace;
    private final QueryIn in;
    private final XmlOut out;

    public AwsQuery(ServiceModel model) {
        this.model = model;
        this.namespace = model.xmlNamespace().orElse("");
        this.in = new QueryIn(model);
        this.out = XmlOut.ofQuery(model);
    }

    @Override
    public boolean claims(HttpRequest request) {
        return request.headers().first("content-type").orElse("").startsWith("application/x-www-form-urlencoded")
                || request.rawQuery().contains("Action=");
    }

    @Override
    public RouteTable.Match find(HttpRequest request, Map<String, List<String>> query) {
        return Optional.ofNullable(model.operations()
                        .get(first(parameters(request, query), "Action").orElse("")))
                .<RouteTable.Match>map(operation -> new RouteTable.Match.Found(operation, Map.of()))
                .orElseGet(RouteTable.Match.NoSuchPath::new);
    }

    private static Map<String, List<String>> parameters(HttpRequest request, Map<String, List<String>> query) {
        if (request.method().equals("GET")) {
            return query;
        }
        return PercentEncoding.query(new String(plain(request), StandardCharsets.UTF_8))
                .orElseThrow(() -> new ApiException("MalformedInput", "The body is not well percent-encoded."));
    }

    private static byte[] plain(HttpRequest request) {
        try {
            return Bodies.plain(request);
        } catch (MalformedRequestException e) {
            throw new ApiException("MalformedInput", e.getMessage());
        }
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public Map<String, Object> bind(
            Shape.Structure input, HttpRequest request, RouteTable.Match.Found found, Map<String, List<String>> query) {
        try {
            return in.structure(input, parameters(request, query));
        } catch (ApiException e) {
            throw new MalformedRequestException(e.getMessage());
        }
    }

    @Override
    public HttpResponse write(OperationModel operation, Map<String, Object> output, String requestId) {
        XmlText xml = new XmlText();
        xml.open(operation.name() + "Response", namespace);
        model.output(operation).ifPresent(shape -> {
            String wrapper = operation.resultWrapper().orElse(operation.name() + "Result");
            xml.open(wrapper);
            out.members(shape, output, xml);
            xml.close(wrapper);
        });
        xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        xml.close(operation.name() + "Response");
        return response(200, xml, requestId);
    }

    @Override
    public HttpResponse error(ApiException error, String requestId) {
        Optional<Shape.Structure> shape = model.error(error.error());
        int status = ErrorWriter.status(shape, error);
        String code = shape.flatMap(Shape.Structure::error)
                .flatMap(Shape.ErrorTrait::code)
                .orElse(COMMON.getOrDefault(error.error(), error.error()));
        XmlText xml = new XmlText();
        xml.open("ErrorResponse", namespace).open("Error");
        xml.element("Type", status < 500 ? "Sender" : "Receiver");
        xml.element("Code", code).element("Message", error.getMessage());
        error.members().forEach(xml::element);
        xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
        return response(status, xml, requestId);
    }

    private static HttpResponse response(int status, XmlText xml, String requestId) {
        return new HttpResponse(
                status,
                new HttpHeaders(Map.of("content-type", List.of("text/xml"), "x-amzn-requestid", List.of(requestId))),
                xml.bytes());
    }
}
