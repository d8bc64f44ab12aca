package dev.mooring.api.sigv4;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpRequest;
import java.time.Instant;

/** Says who sent a signed request. */
@FunctionalInterface
public interface RequestAuthenticator {
    /**
     * @throws ApiException with AWS's name and words when the request is not signed, or not well
     */
    Signer authenticate(HttpRequest request, Instant now);

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
