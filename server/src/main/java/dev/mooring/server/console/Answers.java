package dev.mooring.server.console;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The forms of the console's answers. */
final class Answers {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What the browser may do with every page of ours. Scripts and styles come from files only, nobody may frame us, and the
     * page talks to nobody but this server.
     */
    private static final Map<String, String> PROTECTION = Map.of(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; "
                    + "img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
                    + "frame-ancestors 'none'",
            "x-frame-options",
            "DENY",
            "x-content-type-options",
            "nosniff",
            "referrer-policy",
            "no-referrer",
            "cross-origin-opener-policy",
            "same-origin",
            "cross-origin-resource-policy",
            "same-origin");

    private Answers() {}

    static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(
                status,
                new HttpHeaders(Map.of("content-type", List.of(contentType), "cache-control", List.of("no-store"))),
                body);
    }

    static HttpResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse json(int status, Map<String, ?> members) {
        return of(status, "application/json", JSON.writeValueAsBytes(members));
    }

    static HttpResponse error(int status, String message) {
        return json(status, Map.of("message", message));
    }

    static HttpResponse redirect(String location) {
        return new HttpResponse(
                302,
                new HttpHeaders(Map.of("location", List.of(location), "cache-control", List.of("no-store"))),
                new byte[0]);
    }

    static HttpResponse protect(HttpResponse answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers().fields());
        PROTECTION.forEach((name, value) -> headers.put(name, List.of(value)));
        return new HttpResponse(answer.status(), new HttpHeaders(headers), answer.body());
    }
}
