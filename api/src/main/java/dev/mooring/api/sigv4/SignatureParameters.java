package dev.mooring.api.sigv4;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.core.Tenant;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says about its signature, in the {@code Authorization} header or in the query.
 *
 * @param date of the credential scope, {@code yyyymmdd}
 * @param timestamp when it was signed
 * @param signedHeaders in lower case, in the order given
 * @param signature lower-case hexadecimal, as given
 * @param expires how long a presigned request is valid
 * @param isPresigned the parameters came in the query
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     create a signed request</a>
 */
record SignatureParameters(
        String accessKeyId,
        String date,
        String region,
        String service,
        Instant timestamp,
        List<String> signedHeaders,
        String signature,
        Optional<Duration> expires,
        Optional<String> sessionToken,
        boolean isPresigned) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** @throws ApiException when there are none, or they are incomplete */
    static SignatureParameters of(HttpRequest request) {
        Optional<String> authorization = request.headers().first("authorization");
        if (authorization.isPresent()) {
            return fromHeader(request, authorization.get().strip());
        }
        Map<String, List<String>> query = PercentEncoding.query(request.rawQuery())
                .orElseThrow(() -> incomplete("The query string is not well percent-encoded."));
        if (query.containsKey("X-Amz-Algorithm") || query.containsKey("X-Amz-Signature")) {
            return fromQuery(query);
        }
        throw new ApiException(
                "MissingAuthenticationTokenException", "Missing Authentication Token: the request is not signed");
    }

    private static SignatureParameters fromHeader(HttpRequest request, String authorization) {
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw incomplete("Unsupported AWS 'algorithm': '"
                    + shown(authorization.split("\\s", 2)[0]) + "'. Use " + ALGORITHM + ".");
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization.substring(ALGORITHM.length()).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw incomplete("'" + shown(part.strip()) + "' not a valid key=value pair (missing equal-sign) in "
                        + "Authorization header.");
            }
            String name = part.substring(0, equals).strip();
            if (parts.put(name, part.substring(equals + 1).strip()) != null) {
                throw incomplete("Authorization header has '" + shown(name) + "' twice.");
            }
        }
        StringBuilder missing = new StringBuilder();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (parts.getOrDefault(name, "").isEmpty()) {
                missing.append("Authorization header requires '").append(name).append("' parameter. ");
            }
        }
        Optional<String> date =
                request.headers().first("x-amz-date").or(() -> request.headers().first("date"));
        if (date.isEmpty()) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing.toString().strip());
        }
        return build(
                parts.getOrDefault("Credential", ""),
                date.orElseThrow(),
                parts.getOrDefault("SignedHeaders", ""),
                parts.getOrDefault("Signature", ""),
                Optional.empty(),
                request.headers().first("x-amz-security-token"),
                false);
    }

    private static SignatureParameters fromQuery(Map<String, List<String>> query) {
        StringBuilder missing = new StringBuilder();
        for (String name : List.of(
                "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature")) {
            if (first(query, name).isEmpty()) {
                missing.append("AWS query-string parameters must include '")
                        .append(name)
                        .append("'. ");
            } else if (query.getOrDefault(name, List.of()).size() > 1) {
                throw incomplete("The query string has '" + name + "' twice.");
            }
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing + "Re-examine the query-string parameters.");
        }
        if (!first(query, "X-Amz-Algorithm").equals(ALGORITHM)) {
            throw incomplete("Unsupported AWS 'algorithm': '" + shown(first(query, "X-Amz-Algorithm")) + "'. Use "
                    + ALGORITHM + ".");
        }
        return build(
                first(query, "X-Amz-Credential"),
                first(query, "X-Amz-Date"),
                first(query, "X-Amz-SignedHeaders"),
                first(query, "X-Amz-Signature"),
                query.containsKey("X-Amz-Expires")
                        ? Optional.of(expires(first(query, "X-Amz-Expires")))
                        : Optional.empty(),
                query.containsKey("X-Amz-Security-Token")
                        ? Optional.of(first(query, "X-Amz-Security-Token"))
                        : Optional.empty(),
                true);
    }

    private static String first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of("")).getFirst();
    }

    private static SignatureParameters build(
            String credential,
            String date,
            String signedHeaders,
            String signature,
            Optional<Duration> expires,
            Optional<String> sessionToken,
            boolean presigned) {
        String[] scope = credential.split("/", -1);
        if (scope.length != 5) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements, e.g. "
                    + "keyid/date/region/service/term, got '" + shown(credential) + "'");
        }
        Instant timestamp = timestamp(date)
                .orElseThrow(() -> incomplete("Date must be in ISO-8601 'basic format'. Got '" + shown(date)
                        + "'. See http://en.wikipedia.org/wiki/ISO_8601"));
        if (!scope[4].equals("aws4_request")) {
            throw scope("Credential should be scoped with a valid terminator: 'aws4_request', not '" + shown(scope[4])
                    + "'.");
        }
        if (!Tenant.isRegion(scope[2])) {
            throw scope("Credential should be scoped to a valid region, not '" + shown(scope[2]) + "'.");
        }
        String day = BASIC.format(timestamp).substring(0, 8);
        if (!scope[1].equals(day)) {
            throw scope("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                    + shown(scope[1]) + "' != '" + day + "', from '" + BASIC.format(timestamp) + "'.");
        }
        List<String> headers = new ArrayList<>();
        for (String header : signedHeaders.split(";", -1)) {
            headers.add(header.toLowerCase(Locale.ROOT));
        }
        if (!headers.contains("host")) {
            throw scope("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        return new SignatureParameters(
                scope[0],
                scope[1],
                scope[2],
                scope[3],
                timestamp,
                List.copyOf(headers),
                signature,
                expires,
                sessionToken,
                presigned);
    }

    private static Optional<Instant> timestamp(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notBasic) {
            try {
                return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException notHttp) {
                return Optional.empty();
            }
        }
    }

    private static Duration expires(String text) {
        long seconds;
        try {
            seconds = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw incomplete("X-Amz-Expires should be a number");
        }
        if (seconds < 0) {
            throw incomplete("X-Amz-Expires must be non-negative");
        }
        if (seconds > LONGEST.toSeconds()) {
            throw incomplete("X-Amz-Expires must be less than a week (in seconds) that is " + LONGEST.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    private static ApiException incomplete(String message) {
        return new ApiException("IncompleteSignatureException", message);
    }

    private static ApiException scope(String message) {
        return new ApiException("InvalidSignatureException", message);
    }

    private static String shown(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
