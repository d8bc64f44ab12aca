package dev.mooring.api.protocol;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.Member;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.api.restjson.RequestBinder;
import dev.mooring.api.sigv4.AwsChunked;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * restXml as S3 speaks it: the operation is in method, path, query, and in one header; errors stand without a wrapper.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html">Smithy: restXml</a>
 */
public final class RestXml implements Protocol {
    private static final String COPY_SOURCE = "x-amz-copy-source";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** What S3 calls errors that all services share. */
    private static final Map<String, String> COMMON = Map.of(
            "AccessDeniedException", "AccessDenied",
            "ExpiredTokenException", "ExpiredToken",
            "IncompleteSignatureException", "AuthorizationHeaderMalformed",
            "InternalFailureException", "InternalError",
            "InvalidSignatureException", "SignatureDoesNotMatch",
            "MethodNotAllowedException", "MethodNotAllowed",
            "MissingAuthenticationTokenException", "AccessDenied",
            "UnknownOperationException", "MethodNotAllowed",
            "UnrecognizedClientException", "InvalidAccessKeyId");
    /** Errors of S3 that its model does not have. */
    private static final Map<String, Integer> STATUS = Map.of(
            "BucketNotEmpty", 409,
            "NotImplemented", 501,
            "PreconditionFailed", 412,
            "InvalidRange", 416,
            "NoSuchBucket", 404,
            "NoSuchKey", 404,
            "NoSuchUpload", 404,
            "NotModified", 304);

    private final ServiceModel model;
    private final Map<String, String> roots;
    private final RouteTable routes;
    private final RequestBinder binder;
    private final XmlOut out;

    /** @param roots the root element of an answer where it is not the name of the shape */
    public RestXml(ServiceModel model, Map<String, String> roots) {
        this.model = model;
        this.roots = roots;
        this.routes = new RouteTable(model.operations().values());
        this.binder = new RequestBinder(model, new XmlIn(model)::structure);
        this.out = XmlOut.ofRest(model);
    }

    @Override
    public boolean claims(HttpRequest request) {
        return true;
    }

    @Override
    public RouteTable.Match find(HttpRequest request, Map<String, List<String>> query) {
        Map<String, List<String>> known = new LinkedHashMap<>(query);
        // A copy differs from a put in nothing else.
        request.headers().first(COPY_SOURCE).ifPresent(source -> known.put(COPY_SOURCE, List.of(source)));
        return routes.find(request.method(), request.rawPath(), known);
    }

    @Override
    public Map<String, Object> bind(
            Shape.Structure input, HttpRequest request, RouteTable.Match.Found found, Map<String, List<String>> query) {
        HttpRequest plain = !AwsChunked.isIn(request)
                ? request
                : new HttpRequest(
                        request.method(),
                        request.rawPath(),
                        request.rawQuery(),
                        request.headers(),
                        AwsChunked.parse(request.body()).content(),
                        request.sourceIp(),
                        request.clientCertificate());
        return binder.bind(input, plain, found.labels(), query);
    }

    @Override
    public HttpResponse write(OperationModel operation, Map<String, Object> output, String requestId) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("x-amz-request-id", List.of(requestId));
        headers.put("x-amzn-requestid", List.of(requestId));
        Optional<Shape.Structure> shape = model.output(operation);
        if (shape.isEmpty()) {
            return new HttpResponse(status(operation), new HttpHeaders(headers), new byte[0]);
        }
        boolean hasBody = false;
        for (Member member : shape.get().members().values()) {
            Object value = output.get(member.name());
            switch (member.location()) {
                case HEADER -> {
                    if (value != null) {
                        headers.put(member.locationName(), List.of(text(value)));
                    }
                }
                case HEADERS -> {
                    if (value instanceof Map<?, ?> map) {
                        map.forEach((name, each) -> headers.put(member.locationName() + name, List.of(text(each))));
                    }
                }
                case BODY -> hasBody = true;
                default -> {}
            }
        }
        byte[] body = hasBody ? body(operation, shape.get(), output, headers) : new byte[0];
        int status = output.containsKey("ContentRange") ? 206 : status(operation);
        return new HttpResponse(status, new HttpHeaders(headers), body);
    }

    private static int status(OperationModel operation) {
        return operation.method().equals("DELETE") ? 204 : operation.status();
    }

    private static String text(Object value) {
        return value instanceof Instant instant ? HTTP_DATE.format(instant) : String.valueOf(value);
    }

    private byte[] body(
            OperationModel operation,
            Shape.Structure shape,
            Map<String, Object> output,
            Map<String, List<String>> headers) {
        Optional<Member> payload = shape.payload().map(shape.members()::get);
        if (payload.isPresent()) {
            Object value = output.get(payload.get().name());
            if (value instanceof byte[] bytes) {
                headers.putIfAbsent("content-type", List.of("binary/octet-stream"));
                return bytes;
            }
            if (model.shape(payload.get().shape()) instanceof Shape.Structure structure
                    && value instanceof Map<?, ?> map) {
                return xml(structure, map, headers, structure.name());
            }
            return new byte[0];
        }
        return xml(shape, output, headers, roots.getOrDefault(operation.name(), shape.name()));
    }

    private byte[] xml(Shape.Structure shape, Map<?, ?> value, Map<String, List<String>> headers, String root) {
        headers.put("content-type", List.of("application/xml"));
        XmlText xml = new XmlText();
        xml.open(root, model.xmlNamespace().orElse(""));
        out.members(shape, value, xml);
        xml.close(root);
        return xml.bytes();
    }

    @Override
    public HttpResponse error(ApiException error, String requestId) {
        Optional<Shape.Structure> shape = model.error(error.error());
        int status = Optional.ofNullable(STATUS.get(error.error())).orElseGet(() -> ErrorWriter.status(shape, error));
        XmlText xml = new XmlText();
        xml.open("Error");
        xml.element("Code", COMMON.getOrDefault(error.error(), error.error()));
        xml.element("Message", error.getMessage());
        error.members().forEach(xml::element);
        xml.element("RequestId", requestId).close("Error");
        return new HttpResponse(
                status,
                new HttpHeaders(Map.of(
                        "content-type", List.of("application/xml"),
                        "x-amz-request-id", List.of(requestId),
                        "x-amzn-requestid", List.of(requestId))),
                status == 304 ? new byte[0] : xml.bytes());
    }
}
