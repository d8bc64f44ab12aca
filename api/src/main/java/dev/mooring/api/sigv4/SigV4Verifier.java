package dev.mooring.api.sigv4;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies Signature Version 4, in the header or presigned in the query.
 *
 * <p>Where clients differ in what they sign (dot segments of a path, the port of a host, the session token of a presigned
 * request) every usual form is tried; each binds the same request.
 */
public final class SigV4Verifier implements RequestAuthenticator {
    /** How far the clocks may differ. */
    public static final Duration SKEW = Duration.ofMinutes(5);

    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    private static final String ALGORITHM_OF_CHUNKS = "AWS4-HMAC-SHA256-PAYLOAD";
    private static final String WRONG_SIGNATURE =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details.";

    private final AccessKeys accessKeys;

    public SigV4Verifier(AccessKeys accessKeys) {
        this.accessKeys = accessKeys;
    }

    @Override
    public Signer authenticate(HttpRequest request, Instant now) {
        SignatureParameters parameters = SignatureParameters.of(request);
        AccessKey key = accessKeys
                .find(parameters.accessKeyId())
                .orElseThrow(() -> new ApiException(
                        "UnrecognizedClientException", "The security token included in the request is invalid."));
        checkTime(parameters, now);
        checkSession(parameters, key);
        checkSignature(parameters, key, request);
        // Only the owner of the secret learns that the session is over.
        if (key.session().isPresent() && !now.isBefore(key.session().get().expiration())) {
            throw new ApiException("ExpiredTokenException", "The security token included in the request is expired");
        }
        return new Signer(key.accessKeyId(), key.account(), key.arn(), parameters.region(), parameters.service());
    }

    /** What the credential scope names, nothing verified: only to choose the form of a refusal. */
    public static Optional<String> claimedService(HttpRequest request) {
        try {
            return Optional.of(SignatureParameters.of(request).service());
        } catch (ApiException unsigned) {
            return Optional.empty();
        }
    }

    private static void checkTime(SignatureParameters parameters, Instant now) {
        Instant signed = parameters.timestamp();
        Duration validity = parameters.expires().orElse(SKEW);
        if (signed.plus(validity).isBefore(now)) {
            throw new ApiException(
                    "InvalidSignatureException",
                    "Signature expired: " + basic(signed) + " is now earlier than " + basic(now.minus(validity)) + " ("
                            + basic(now) + " - " + window(validity) + ")");
        }
        if (signed.isAfter(now.plus(SKEW))) {
            throw new ApiException(
                    "InvalidSignatureException",
                    "Signature not yet current: " + basic(signed) + " is still later than " + basic(now.plus(SKEW))
                            + " (" + basic(now) + " + " + window(SKEW) + ")");
        }
    }

    private static void checkSession(SignatureParameters parameters, AccessKey key) {
        Optional<String> expected = key.session().map(AccessKey.Session::token);
        boolean same = expected.isPresent() == parameters.sessionToken().isPresent()
                && MessageDigest.isEqual(
                        expected.orElse("").getBytes(StandardCharsets.UTF_8),
                        parameters.sessionToken().orElse("").getBytes(StandardCharsets.UTF_8));
        if (!same) {
            throw new ApiException(
                    "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
    }

    private static void checkSignature(SignatureParameters parameters, AccessKey key, HttpRequest request) {
        String payloadHash = payloadHash(parameters, request);
        byte[] signingKey = signingKey(key.secretAccessKey(), parameters);
        byte[] given = parameters.signature().getBytes(StandardCharsets.UTF_8);
        List<String> candidates = canonicalRequests(parameters, request, payloadHash);
        boolean matches = false;
        for (String canonical : candidates) {
            String signature = HexFormat.of().formatHex(Hmac.sha256(signingKey, stringToSign(parameters, canonical)));
            matches |= MessageDigest.isEqual(signature.getBytes(StandardCharsets.UTF_8), given);
        }
        if (matches && AwsChunked.isSignedIn(request)) {
            checkChunks(parameters, signingKey, request);
        }
        if (!matches) {
            String canonical = candidates.getFirst();
            throw new ApiException(
                    "InvalidSignatureException",
                    WRONG_SIGNATURE + "\n\nThe Canonical String for this request should have been\n'" + canonical
                            + "'\n\nThe String-to-Sign should have been\n'" + stringToSign(parameters, canonical)
                            + "'\n");
        }
    }

    /** Each chunk's signature continues that of the one before; the first that of the request. */
    private static void checkChunks(SignatureParameters parameters, byte[] signingKey, HttpRequest request) {
        String previous = parameters.signature();
        String head = ALGORITHM_OF_CHUNKS + "\n" + basic(parameters.timestamp()) + "\n" + parameters.date() + "/"
                + parameters.region() + "/" + parameters.service() + "/aws4_request\n";
        for (AwsChunked.Chunk chunk : AwsChunked.parse(request.body()).chunks()) {
            String toSign = head + previous + "\n" + Hmac.hash(new byte[0]) + "\n" + Hmac.hash(chunk.data());
            String signature = HexFormat.of().formatHex(Hmac.sha256(signingKey, toSign));
            if (!MessageDigest.isEqual(
                    signature.getBytes(StandardCharsets.UTF_8),
                    chunk.signature().getBytes(StandardCharsets.UTF_8))) {
                throw new ApiException("InvalidSignatureException", WRONG_SIGNATURE + " (of a chunk of the body)");
            }
            previous = signature;
        }
    }

    /** The most usual form first. */
    private static List<String> canonicalRequests(
            SignatureParameters parameters, HttpRequest request, String payloadHash) {
        Set<String> paths = new LinkedHashSet<>();
        if (parameters.service().equals("s3")) {
            // Keys are signed as they travel: neither escaped again nor normalized.
            paths.add(request.rawPath());
        } else {
            paths.add(CanonicalRequest.path(CanonicalRequest.normalize(request.rawPath())));
            paths.add(CanonicalRequest.path(request.rawPath()));
        }

        Set<String> queries = new LinkedHashSet<>();
        if (parameters.isPresigned()) {
            queries.add(CanonicalRequest.query(request.rawQuery(), Set.of("X-Amz-Signature")));
            // Device SDKs append the token of a WebSocket URL after they have signed it.
            queries.add(CanonicalRequest.query(request.rawQuery(), Set.of("X-Amz-Signature", "X-Amz-Security-Token")));
        } else {
            queries.add(CanonicalRequest.query(request.rawQuery(), Set.of()));
        }

        String host = request.headers().first("host").orElse("").strip();
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add(host);
        hosts.add(host.endsWith(":443") ? host.substring(0, host.length() - 4) : host + ":443");

        List<String> candidates = new ArrayList<>();
        for (String path : paths) {
            for (String query : queries) {
                for (String eachHost : hosts) {
                    candidates.add(CanonicalRequest.of(
                            request.method(),
                            path,
                            query,
                            CanonicalRequest.headers(
                                    request.headers(), parameters.signedHeaders(), Map.of("host", eachHost)),
                            parameters.signedHeaders(),
                            payloadHash));
                }
            }
        }
        return candidates;
    }

    /** What the client declares, provided that it is true; else the hash of the body. */
    private static String payloadHash(SignatureParameters parameters, HttpRequest request) {
        if (AwsChunked.isIn(request)) {
            return request.headers().first("x-amz-content-sha256").orElseThrow();
        }
        if (parameters.isPresigned() && parameters.service().equals("s3")) {
            return UNSIGNED_PAYLOAD;
        }
        String actual = Hmac.hash(request.body());
        Optional<String> declared = request.headers().first("x-amz-content-sha256");
        if (declared.isEmpty() || declared.get().equals(actual)) {
            return actual;
        }
        if (declared.get().equals(UNSIGNED_PAYLOAD)) {
            return UNSIGNED_PAYLOAD;
        }
        throw new ApiException(
                "InvalidSignatureException",
                "The value of x-amz-content-sha256 is not the SHA-256 of the body, which is " + actual);
    }

    private static byte[] signingKey(String secret, SignatureParameters parameters) {
        byte[] date = Hmac.sha256(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), parameters.date());
        byte[] region = Hmac.sha256(date, parameters.region());
        byte[] service = Hmac.sha256(region, parameters.service());
        return Hmac.sha256(service, "aws4_request");
    }

    private static String stringToSign(SignatureParameters parameters, String canonical) {
        return SignatureParameters.ALGORITHM + "\n" + basic(parameters.timestamp()) + "\n" + parameters.date() + "/"
                + parameters.region() + "/" + parameters.service() + "/aws4_request\n" + Hmac.hash(canonical);
    }

    private static String basic(Instant instant) {
        return SignatureParameters.BASIC.format(instant);
    }

    private static String window(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min." : duration.toSeconds() + " s.";
    }
}
