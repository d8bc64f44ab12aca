package dev.mooring.api.sigv4;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.PercentEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The canonical form of a request, part by part.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     canonical request</a>
 */
final class CanonicalRequest {
    private static final Pattern SPACES = Pattern.compile("[ \\t]+");

    private CanonicalRequest() {}

    static String of(
            String method, String path, String query, String headers, List<String> signedHeaders, String payloadHash) {
        return method + "\n" + path + "\n" + query + "\n" + headers + "\n" + String.join(";", signedHeaders) + "\n"
                + payloadHash;
    }

    /** The path as it travels, escaped once more: every service but S3 signs it so. */
    static String path(String rawPath) {
        return PercentEncoding.encode(rawPath, "/");
    }

    /** Dot segments resolved and repeated slashes merged (RFC 3986, section 6.2.2.3), as most SDKs do before they sign. */
    static String normalize(String rawPath) {
        List<String> kept = new ArrayList<>();
        for (String segment : rawPath.split("/", -1)) {
            if (segment.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        return "/" + String.join("/", kept) + (rawPath.endsWith("/") && !kept.isEmpty() ? "/" : "");
    }

    /**
     * Parameters decoded, escaped again and sorted by name and value.
     *
     * @param without names of parameters that are not part of it
     */
    static String query(String rawQuery, Set<String> without) {
        record Parameter(String name, String value) {}
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = recode(equals < 0 ? pair : pair.substring(0, equals));
            String value = recode(equals < 0 ? "" : pair.substring(equals + 1));
            if (!without.contains(name)) {
                parameters.add(new Parameter(name, value));
            }
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        return parameters.stream().map(p -> p.name() + "=" + p.value()).collect(Collectors.joining("&"));
    }

    private static String recode(String encoded) {
        return PercentEncoding.encode(PercentEncoding.decode(encoded).orElse(encoded), "");
    }

    /** @param replaced values to use instead of those received */
    static String headers(HttpHeaders headers, List<String> signedHeaders, Map<String, String> replaced) {
        StringBuilder canonical = new StringBuilder();
        for (String name : signedHeaders) {
            String value = replaced.containsKey(name)
                    ? replaced.getOrDefault(name, "")
                    : headers.all(name).stream()
                            .map(each -> SPACES.matcher(each.strip()).replaceAll(" "))
                            .collect(Collectors.joining(","));
            canonical.append(name).append(':').append(value).append('\n');
        }
        return canonical.toString();
    }
}
