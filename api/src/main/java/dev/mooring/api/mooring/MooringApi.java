package dev.mooring.api.mooring;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.Caller;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.core.Tenant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves {@code /mooring/…} and leaves every other path to the AWS services. Calls are signed with Signature Version 4
 * for the service {@code iot}; errors have AWS's form. Every response carries {@code x-amzn-RequestId}.
 */
public final class MooringApi implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(MooringApi.class);
    private static final String ROOT = "/mooring/";
    private static final String SIGNING_NAME = "iot";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RequestAuthenticator authenticator;
    private final Map<Route, JsonOperation> operations;
    private final HttpService others;
    private final InstantSource clock;

    /** A method and a path without variables. */
    public record Route(String method, String path) {}

    /** Answers a call; refuses it with an {@link ApiException}. */
    @FunctionalInterface
    public interface JsonOperation {
        JsonNode call(Request request, CallContext context);
    }

    /** @param body an empty object if there was none */
    public record Request(JsonBody body, Map<String, List<String>> query) {
        Optional<String> parameter(String name) {
            return query.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /** @param others whose are all other paths */
    public MooringApi(
            RequestAuthenticator authenticator,
            Map<Route, JsonOperation> operations,
            HttpService others,
            InstantSource clock) {
        this.authenticator = authenticator;
        this.operations = Map.copyOf(operations);
        this.others = others;
        this.clock = clock;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.rawPath().startsWith(ROOT)) {
            return others.handle(request);
        }
        String requestId = UUID.randomUUID().toString();
        try {
            JsonNode answer = call(request, requestId);
            return new HttpResponse(
                    200,
                    new HttpHeaders(Map.of(
                            "content-type", List.of("application/json"), "x-amzn-requestid", List.of(requestId))),
                    JSON.writeValueAsBytes(answer));
        } catch (ApiException refusal) {
            return ErrorWriter.write(Optional.empty(), refusal, requestId);
        } catch (RuntimeException e) {
            LOG.error("{} {} {} failed", requestId, request.method(), request.rawPath(), e);
            return ErrorWriter.write(
                    Optional.empty(),
                    new ApiException(
                            "InternalFailureException",
                            "An internal error occurred; the server's log has it under request " + requestId + "."),
                    requestId);
        }
    }

    private JsonNode call(HttpRequest request, String requestId) {
        RequestAuthenticator.Signer signer = authenticator.authenticate(request, clock.instant());
        if (!signer.service().equals(SIGNING_NAME)) {
            throw new ApiException(
                    "InvalidSignatureException",
                    "Credential should be scoped to correct service: '" + SIGNING_NAME + "'.");
        }
        JsonOperation operation = operations.get(new Route(request.method(), request.rawPath()));
        if (operation == null) {
            throw new ApiException(
                    "UnknownOperationException",
                    "There is no operation at " + request.method() + " " + request.rawPath() + ".");
        }
        Map<String, List<String>> query = PercentEncoding.query(request.rawQuery())
                .orElseThrow(() -> new ApiException("MalformedHttpRequestException", "The query string is malformed."));
        Tenant tenant = new Tenant(signer.account(), signer.region());
        return operation.call(
                new Request(body(request.body()), query),
                new CallContext(
                        new Caller.Identity(tenant, signer.arn(), signer.accessKeyId()),
                        requestId,
                        clock.instant(),
                        request.sourceIp()));
    }

    private static JsonBody body(byte[] bytes) {
        if (bytes.length == 0) {
            return new JsonBody("", JSON.createObjectNode());
        }
        try {
            return new JsonBody("", JSON.readTree(bytes));
        } catch (JacksonException notJson) {
            throw new ApiException("SerializationException", "The body is not JSON: " + notJson.getOriginalMessage());
        }
    }
}
