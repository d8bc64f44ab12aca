package dev.mooring.standins.opensearch;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.api.sigv4.SigV4Verifier;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The domains' own API: {@code /opensearch/ACCOUNT/REGION/DOMAIN/…}. Requests are signed for {@code es}, unless the
 * domain's access policy lets anybody in. Every other request is passed on.
 */
final class SearchGate implements HttpService {
    static final String ROOT = "/opensearch/";

    private static final Logger LOG = LoggerFactory.getLogger(SearchGate.class);
    private static final Pattern PATH = Pattern.compile("/opensearch/(\\d{12})/([a-z0-9-]+)/([a-z][a-z0-9-]+)(/.*)?");
    private static final String SIGNING_NAME = "es";

    private final StandInPorts ports;
    private final SearchApi api;
    private final RequestAuthenticator authenticator;
    private final HttpService others;

    SearchGate(StandInPorts ports, SearchApi api, RequestAuthenticator authenticator, HttpService others) {
        this.ports = ports;
        this.api = api;
        this.authenticator = authenticator;
        this.others = others;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.rawPath().startsWith(ROOT) || isForOthers(request)) {
            return others.handle(request);
        }
        Matcher path = PATH.matcher(request.rawPath());
        if (!path.matches() || !Tenant.isRegion(path.group(2))) {
            return others.handle(request);
        }
        try {
            return answer(
                    request,
                    new Tenant(path.group(1), path.group(2)),
                    path.group(3),
                    Optional.ofNullable(path.group(4)));
        } catch (SearchException e) {
            return refusal(request, e);
        } catch (JacksonException e) {
            // A value of another kind than the one that was to be read.
            return refusal(request, SearchException.parsing(e.getOriginalMessage()));
        } catch (ApiException e) {
            ObjectNode message = Json.MAPPER.createObjectNode().put("Message", e.getMessage());
            return response(request, 403, message, false);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.rawPath(), e);
            return refusal(
                    request,
                    new SearchException(500, "exception", "An internal error occurred; the server's log has it."));
        }
    }

    /** A bucket may be called opensearch, too. */
    private static boolean isForOthers(HttpRequest request) {
        return RequestAuthenticator.isSigned(request)
                && SigV4Verifier.claimedService(request)
                        .filter(service -> !service.equals(SIGNING_NAME))
                        .isPresent();
    }

    private HttpResponse answer(HttpRequest request, Tenant tenant, String name, Optional<String> rest) {
        Optional<Domain> domain = ports.store()
                .read(tables -> tables.targetResources(tenant).find(Domain.KIND, name))
                .map(Domain::of);
        authorize(request, tenant, name, domain);
        Map<String, List<String>> query = PercentEncoding.query(request.rawQuery())
                .orElseThrow(() -> SearchException.argument("the query string is not well percent-encoded"));
        SearchRequest search = new SearchRequest(
                tenant,
                domain.orElseThrow(() ->
                        new SearchException(404, "resource_not_found_exception", "there is no domain [" + name + "]")),
                request.method(),
                parts(rest.orElse("")),
                query,
                request.body(),
                ports.clock().instant());
        SearchApi.Answer answer = api.answer(search);
        return response(request, answer.status(), answer.body(), search.isPretty());
    }

    private void authorize(HttpRequest request, Tenant tenant, String name, Optional<Domain> domain) {
        if (RequestAuthenticator.isSigned(request)) {
            RequestAuthenticator.Signer signer =
                    authenticator.authenticate(request, ports.clock().instant());
            if (!signer.account().equals(tenant.account()) || !signer.region().equals(tenant.region())) {
                throw new ApiException(
                        "AccessDeniedException",
                        "The domain is in account " + tenant.account() + " and region " + tenant.region()
                                + ", and the request is signed for " + signer.account() + " and "
                                + signer.region() + ".");
            }
        } else if (domain.filter(each -> AccessPolicy.letsAnybody(each.accessPolicies(), request.method()))
                .isEmpty()) {
            throw new ApiException(
                    "AccessDeniedException",
                    "User: anonymous is not authorized to perform: es:" + AccessPolicy.action(request.method())
                            + " on resource: " + name + ". Sign the request for the service 'es', or give the domain"
                            + " an access policy that allows the principal *.");
        }
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(PercentEncoding.decode(part)
                        .orElseThrow(() -> SearchException.argument("the path is not well percent-encoded")));
            }
        }
        return parts;
    }

    private static HttpResponse refusal(HttpRequest request, SearchException e) {
        ObjectNode cause = Json.MAPPER.createObjectNode();
        cause.put("type", e.type()).put("reason", e.getMessage());
        if (!e.index().isEmpty()) {
            cause.put("resource.type", "index_or_alias")
                    .put("resource.id", e.index())
                    .put("index", e.index());
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.putArray("root_cause").add(cause);
        error.setAll(cause);
        body.put("status", e.status());
        return response(request, e.status(), body, false);
    }

    private static HttpResponse response(HttpRequest request, int status, Object body, boolean isPretty) {
        String type = body instanceof String ? "text/plain; charset=UTF-8" : "application/json; charset=UTF-8";
        return new HttpResponse(
                status,
                new HttpHeaders(Map.of("content-type", List.of(type))),
                request.method().equals("HEAD") ? new byte[0] : SearchApi.bytes(body, isPretty));
    }
}
