package dev.mooring.api;

import dev.mooring.broker.Authority;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What devices may do over HTTPS with their certificates: the port that IoT policies plug into. May block. */
public interface DeviceAuthorizer {
    /** Empty when the certificate is not registered here or may not authenticate. */
    Optional<Caller.Device> identify(X509Certificate certificate);

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
            public Authority.Verdict authorize(Caller.Device device, String action, String resource, String sourceIp) {
                throw new IllegalStateException("no device was identified");
            }
        };
    }
}
