package dev.mooring.api.restjson;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal to an HTTP response: the exception's name in {@code x-amzn-ErrorType}, its message and further members as
 * JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/CommonErrors.html">AWS: common errors</a>
 */
public final class ErrorWriter {
    /** What AWS answers for errors that no service models. */
    private static final Map<String, Integer> COMMON = Map.ofEntries(
            Map.entry("AccessDeniedException", 403),
            Map.entry("ExpiredTokenException", 403),
            Map.entry("ForbiddenException", 403),
            Map.entry("IncompleteSignatureException", 403),
            Map.entry("InternalFailureException", 500),
            Map.entry("InvalidSignatureException", 403),
            Map.entry("MethodNotAllowedException", 405),
            Map.entry("MissingAuthenticationTokenException", 403),
            Map.entry("NotImplementedException", 501),
            Map.entry("RequestEntityTooLargeException", 413),
            Map.entry("ResourceNotFoundException", 404),
            Map.entry("UnknownOperationException", 404),
            Map.entry("UnrecognizedClientException", 403));

    private ErrorWriter() {}

    /** @param model of the service, when it is known already */
    public static HttpResponse write(Optional<ServiceModel> model, ApiException error, String requestId) {
        Optional<Shape.Structure> shape = model.flatMap(m -> m.error(error.error()));
        int status = status(shape, error);
        Map<String, String> body = new LinkedHashMap<>();
        body.put(messageName(shape), error.getMessage());
        // Lambda tells whose fault it was.
        if (shape.isPresent() && shape.get().members().containsKey("Type")) {
            body.put("Type", status < 500 ? "User" : "Service");
        }
        body.putAll(error.members());
        return new HttpResponse(
                status,
                new HttpHeaders(Map.of(
                        "content-type", List.of("application/json"),
                        "x-amzn-errortype", List.of(error.error()),
                        "x-amzn-requestid", List.of(requestId))),
                JsonOut.texts(body));
    }

    /** @param shape of the exception, where the service's model has it */
    public static int status(Optional<Shape.Structure> shape, ApiException error) {
        return shape.flatMap(Shape.Structure::error)
                .map(Shape.ErrorTrait::status)
                .orElseGet(() -> COMMON.getOrDefault(error.error(), 400));
    }

    /** Some exceptions of Lambda spell it with a capital. */
    public static String messageName(Optional<Shape.Structure> shape) {
        return shape.stream()
                .flatMap(structure -> structure.members().values().stream())
                .filter(member -> member.name().equalsIgnoreCase("message"))
                .map(Member::locationName)
                .findFirst()
                .orElse("message");
    }
}
