package dev.mooring.gateway.http;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.broker.Peer.Identification;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.tls.CertificatePeer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** Calls the service for one connection's requests. Blocks; safe for threads. */
final class HttpCall {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCall.class);

    private final HttpService service;
    private final String sourceIp;
    private final Optional<CertificatePeer> peer;

    HttpCall(HttpService service, String sourceIp, Optional<CertificatePeer> peer) {
        this.service = service;
        this.sourceIp = sourceIp;
        this.peer = peer;
    }

    String sourceIp() {
        return sourceIp;
    }

    Optional<String> serverName() {
        return peer.flatMap(CertificatePeer::serverName);
    }

    /** The connection may be older than the certificate's present status: each request looks again. */
    HttpResponse answer(HttpRequest request) {
        try {
            if (certificate().isPresent() && peer.orElseThrow().identify() instanceof Identification.Refused refused) {
                return error(403, "ForbiddenException", refused.reason().text());
            }
            return service.handle(request);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.rawPath(), e);
            return error(500, "InternalFailureException", "internal error");
        }
    }

    Optional<X509Certificate> certificate() {
        return peer.flatMap(CertificatePeer::certificate);
    }

    /** The version that would be understood goes along when that is what is wrong (RFC 6455, section 4.4). */
    static HttpResponse refusedUpgrade(int status, Reason reason) {
        HttpResponse error =
                error(status, status == 403 ? "ForbiddenException" : "InvalidRequestException", reason.text());
        if (status != 426) {
            return error;
        }
        Map<String, List<String>> fields = new HashMap<>(error.headers().fields());
        fields.put("sec-websocket-version", List.of("13"));
        return new HttpResponse(status, new HttpHeaders(fields), error.body());
    }

    /** An error in the form of AWS's REST-JSON protocol. */
    static HttpResponse error(int status, String type, String message) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("message", message)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new HttpResponse(
                status,
                new HttpHeaders(Map.of(
                        "content-type", List.of("application/json"),
                        "x-amzn-errortype", List.of(type))),
                body);
    }
}
