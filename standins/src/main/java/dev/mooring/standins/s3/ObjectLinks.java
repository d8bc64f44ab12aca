package dev.mooring.standins.s3;

import dev.mooring.api.PageTokens;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.core.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Links to objects that other services of this server give away, in place of AWS's presigned ones: whoever has the link may
 * read the object until its time is over. A link has a tag that only this server can make.
 */
record ObjectLinks(PageTokens tokens, InstantSource clock) {
    private static final String PARAMETER = "mooring-link";

    /** @param path of bucket and object, percent-encoded */
    String link(String baseUrl, String path, Tenant tenant, Instant until) {
        String token =
                tokens.issue(query(path), tenant.account() + "/" + tenant.region() + "/" + until.getEpochSecond());
        return baseUrl + path + "?" + PARAMETER + "=" + PercentEncoding.encode(token, "");
    }

    /** Whose object an unsigned request may read. */
    Optional<Tenant> tenant(HttpRequest request) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        Map<String, List<String>> query =
                PercentEncoding.query(request.rawQuery()).orElse(Map.of());
        return Optional.ofNullable(query.get(PARAMETER))
                .flatMap(values -> tokens.position(query(request.rawPath()), values.getFirst()))
                .map(position -> position.split("/", -1))
                .filter(parts -> parts.length == 3 && clock.instant().getEpochSecond() <= Long.parseLong(parts[2]))
                .map(parts -> new Tenant(parts[0], parts[1]));
    }

    private static String query(String path) {
        return "s3:link|" + path;
    }
}
