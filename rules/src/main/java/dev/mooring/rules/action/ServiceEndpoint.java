package dev.mooring.rules.action;

import java.net.URI;
import java.util.Optional;

/**
 * Where a service is, and as whom to call it.
 *
 * @param uri http or https, with the path under which the service is, if any
 * @param region that requests are signed for; empty for the rule's
 */
public record ServiceEndpoint(URI uri, Optional<String> region, Credentials credentials) {
    /** In the rule's region. */
    public ServiceEndpoint(URI uri, Credentials credentials) {
        this(uri, Optional.empty(), credentials);
    }

    /** An access key. The session token comes with temporary ones. */
    public record Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]"; // Never the secret: this may reach a log.
        }
    }
}
