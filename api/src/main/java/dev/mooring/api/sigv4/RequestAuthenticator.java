package dev.mooring.api.sigv4;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.PercentEncoding;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Says who sent a signed request. */
@FunctionalInterface
public interface RequestAuthenticator {
    /**
     * @throws ApiException with AWS's name and words when the request is not signed, or not well
     */
    Signer authenticate(HttpRequest request, Instant now);

    /** Whether a request bears a signature at all, good or bad. */
    static boolean isSigned(HttpRequest request) {
        Map<String, List<String>> query =
                PercentEncoding.query(request.rawQuery()).orElse(Map.of());
        return request.headers()
                        .first("authorization")
                        .filter(value -> value.strip().startsWith("AWS4-"))
                        .isPresent()
                || query.containsKey("X-Amz-Algorithm")
                || query.containsKey("X-Amz-Signature");
    }

    /**
     * Who signed.
     *
     * @param account of the key
     * @param arn of the identity that holds the key
     * @param region of the credential scope
     * @param service of the credential scope, for example {@code iotdata}
     */
    record Signer(String accessKeyId, String account, String arn, String region, String service) {}
}
