package dev.mooring.server.config;

import dev.mooring.rules.action.ServiceEndpoint.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What the operator chose for one service that rules deliver to.
 *
 * @param endpoint empty for this server itself, or for what a rule names
 * @param region that requests are signed for; empty for the rule's
 * @param credentials empty for those of the server's environment
 */
public record TargetSettings(Optional<URI> endpoint, Optional<String> region, Optional<Credentials> credentials) {
    public static final TargetSettings NONE = new TargetSettings(Optional.empty(), Optional.empty(), Optional.empty());

    public TargetSettings withEndpoint(URI chosen) {
        return new TargetSettings(Optional.of(chosen), region, credentials);
    }

    /**
     * An endpoint as operators write it.
     *
     * @param where begins the sentence when it is none
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static URI url(String where, String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException notOne) {
            // Refused below, like one of another kind.
        }
        throw new IllegalArgumentException(where + ": '" + text + "' is not a URL like http://localhost:9324");
    }
}
