package dev.mooring.api.mooring;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.api.sigv4.RequestAuthenticator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code GET /mooring/metrics} as text and leaves every other request to others. Prometheus cannot sign, so a
 * bearer token does as well as a signature for the service {@code iot}.
 *
 * @param token not empty
 */
public record MetricsService(
        String token,
        RequestAuthenticator authenticator,
        Supplier<String> metrics,
        HttpService others,
        InstantSource clock)
        implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsService.class);
    private static final String PATH = "/mooring/metrics";
    private static final String BEARER = "Bearer ";

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.rawPath().equals(PATH) || !request.method().equals("GET")) {
            return others.handle(request);
        }
        String requestId = UUID.randomUUID().toString();
        try {
            authenticate(request);
            return new HttpResponse(
                    200,
                    new HttpHeaders(Map.of("content-type", List.of("text/plain; version=0.0.4; charset=utf-8"))),
                    metrics.get().getBytes(StandardCharsets.UTF_8));
        } catch (ApiException refusal) {
            return ErrorWriter.write(Optional.empty(), refusal, requestId);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", requestId, PATH, e);
            return ErrorWriter.write(
                    Optional.empty(),
                    new ApiException(
                            "InternalFailureException",
                            "An internal error occurred; the server's log has it under request " + requestId + "."),
                    requestId);
        }
    }

    private void authenticate(HttpRequest request) {
        Optional<String> bearer = request.headers().first("authorization").filter(value -> value.startsWith(BEARER));
        if (bearer.isEmpty()) {
            authenticator.authenticate(request, clock.instant());
            return;
        }
        byte[] given = bearer.get().substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8))) {
            throw new ApiException(
                    "UnrecognizedClientException", "The bearer token is not that of the server's file metrics-token.");
        }
    }

    @Override
    public String toString() {
        return "MetricsService"; // Never the token: this may reach a log.
    }
}
