package dev.mooring.standins.salesforce;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /salesforce/ACCOUNT/REGION/streams/ID/ID/event}: POST appends an event, GET reads them, DELETE forgets the stream, each
 * with the stream's bearer token. Every other request is passed on.
 */
public final class SalesforceGate implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(SalesforceGate.class);
    private static final Pattern PATH =
            Pattern.compile("/salesforce/(\\d{12})/([a-z0-9-]+)/streams/(\\w{1,20}/\\w{1,20})/event");
    private static final Pattern BEARER = Pattern.compile("Bearer +([!-~]{40,4096})");
    private static final int MAX_BYTES = 131_072;
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1000;

    private final StandInPorts ports;
    private final InputStreams streams;
    private final HttpService others;

    public SalesforceGate(StandInPorts ports, HttpService others) {
        this.ports = ports;
        this.streams = new InputStreams(ports);
        this.others = others;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Matcher path = PATH.matcher(request.rawPath());
        if (!path.matches() || !Tenant.isRegion(path.group(2))) {
            return others.handle(request);
        }
        Optional<String> token = request.headers()
                .first("authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
        if (token.isEmpty()) {
            return refusal(
                    401,
                    "INVALID_SESSION_ID",
                    "The header Authorization must be 'Bearer' and a token of 40 or more characters.");
        }
        try {
            return answer(request, new Tenant(path.group(1), path.group(2)), path.group(3), token.get());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.rawPath(), e);
            return refusal(500, "UNKNOWN_EXCEPTION", "An internal error occurred; the server's log has it.");
        }
    }

    private HttpResponse answer(HttpRequest request, Tenant tenant, String stream, String token) {
        return switch (request.method()) {
            case "POST" -> post(request, tenant, stream, token);
            case "GET" -> get(request, tenant, stream, token);
            case "DELETE" ->
                outcome(streams.delete(tenant, stream, token))
                        .orElseGet(() -> new HttpResponse(204, HttpHeaders.NONE, new byte[0]));
            default -> refusal(405, "METHOD_NOT_ALLOWED", "The methods are POST, GET and DELETE.");
        };
    }

    /** Empty when it is done. */
    private static Optional<HttpResponse> outcome(InputStreams.Outcome outcome) {
        return switch (outcome) {
            case DONE -> Optional.empty();
            case OTHER_TOKEN -> Optional.of(refusal(401, "INVALID_SESSION_ID", "The stream belongs to another token."));
            case NO_STREAM -> Optional.of(refusal(404, "NOT_FOUND", "Nothing was ever sent to this stream."));
            case TOO_MANY_STREAMS ->
                Optional.of(
                        refusal(403, "LIMIT_EXCEEDED", "There are " + InputStreams.MAX_STREAMS + " streams already."));
        };
    }

    private HttpResponse post(HttpRequest request, Tenant tenant, String stream, String token) {
        if (request.body().length > MAX_BYTES) {
            return refusal(413, "REQUEST_TOO_LARGE", "An event has at most " + MAX_BYTES + " bytes.");
        }
        String event;
        try {
            event = Json.MAPPER.readTree(request.body()).toString();
        } catch (JacksonException e) {
            return refusal(400, "JSON_PARSER_ERROR", "The event is no JSON: " + e.getOriginalMessage());
        }
        if (event.isEmpty()) {
            return refusal(400, "JSON_PARSER_ERROR", "There is no event in the body.");
        }
        return outcome(streams.append(
                        tenant, stream, token, event, ports.clock().instant()))
                .orElseGet(() -> json(202, Json.MAPPER.createObjectNode()));
    }

    private HttpResponse get(HttpRequest request, Tenant tenant, String stream, String token) {
        Map<String, List<String>> query =
                PercentEncoding.query(request.rawQuery()).orElse(Map.of());
        String after = query.getOrDefault("after", List.of("-1")).getFirst();
        String limit =
                query.getOrDefault("limit", List.of(Integer.toString(PAGE))).getFirst();
        if (!after.matches("-1|\\d{1,18}|[1-8]\\d{18}")
                || !limit.matches("\\d{1,4}")
                || Integer.parseInt(limit) > MAX_PAGE) {
            return refusal(400, "INVALID_QUERY", "'after' is a position, and 'limit' a number up to " + MAX_PAGE + ".");
        }
        InputStreams.Read read = streams.read(tenant, stream, token, Long.parseLong(after), Integer.parseInt(limit));
        return outcome(read.outcome()).orElseGet(() -> {
            ObjectNode result = Json.MAPPER.createObjectNode();
            ArrayNode events = result.putArray("events");
            read.events().forEach(entry -> events.addObject()
                    .put("position", Long.toString(entry.position()))
                    .put("receivedAt", entry.time().toString())
                    .set("event", Json.MAPPER.readTree(entry.body())));
            return json(200, result);
        });
    }

    private static HttpResponse refusal(int status, String code, String message) {
        ArrayNode errors = Json.MAPPER.createArrayNode();
        errors.addObject().put("errorCode", code).put("message", message);
        return json(status, errors);
    }

    private static HttpResponse json(int status, JsonNode body) {
        return new HttpResponse(
                status,
                new HttpHeaders(Map.of("content-type", List.of("application/json"))),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
