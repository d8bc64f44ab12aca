package dev.mooring.api;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.broker.Authority;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What devices may do over HTTPS: the port that IoT policies and custom authorizers plug into. May block. */
public interface DeviceAuthorizer {
    /** Empty when the certificate is not registered here or may not authenticate. */
    Optional<Caller.Device> identify(X509Certificate certificate);

    /**
     * Asks the custom authorizer that a request without signature and certificate names, or the default one.
     *
     * @return empty when there is none to ask
     * @throws ApiException ForbiddenException when it does not let the device in
     */
    Optional<Caller.Device> identify(HttpRequest request, String requestId);

    /**
     * @param action for example {@code iot:Publish}
     * @param resource the ARN
     */
    Authority.Verdict authorize(Caller.Device device, String action, String resource, String sourceIp);

    /** Knows no device: for a server without a mutual-TLS port. */
    static DeviceAuthorizer none() {
        return new DeviceAuthorizer() {
            @Override
            public Optional<Caller.Device> identify(X509Certificate certificate) {
                return Optional.empty();
            }

            @Override
            public Optional<Caller.Device> identify(HttpRequest request, String requestId) {
                return Optional.empty();
            }

            @Override
            public Authority.Verdict authorize(Caller.Device device, String action, String resource, String sourceIp) {
                throw new IllegalStateException("no device was identified");
            }
        };
    }
}
