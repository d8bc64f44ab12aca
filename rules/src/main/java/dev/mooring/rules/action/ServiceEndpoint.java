package dev.mooring.rules.action;

import java.net.URI;
import java.util.Optional;

/**
 * Where a service is, and as whom to call it.
 *
 * @param uri http or https, with the path under which the service is, if any
 */
public record ServiceEndpoint(URI uri, Credentials credentials) {
    /** An access key. The session token comes with temporary ones. */
    public record Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]"; // Never the secret: this may reach a log.
        }
    }
}
