package dev.mooring.server.cli;

import dev.mooring.rules.action.TargetService;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads {@code --endpoint SERVICE=URL}. */
final class EndpointOptions {
    private EndpointOptions() {}

    /** @throws IllegalArgumentException with a sentence for the operator */
    static Map<TargetService, URI> parse(List<String> options) {
        Map<TargetService, URI> endpoints = new EnumMap<>(TargetService.class);
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("--endpoint takes SERVICE=URL, not '" + option + "'");
            }
            String id = option.substring(0, equals);
            TargetService service = TargetService.of(id)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--endpoint: no service '" + id + "'; there are " + TargetService.ids()));
            if (endpoints.putIfAbsent(service, url(option.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("--endpoint: " + id + " is given twice");
            }
        }
        return endpoints;
    }

    private static URI url(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException notOne) {
            // Refused below, like one of another kind.
        }
        throw new IllegalArgumentException("--endpoint: '" + text + "' is not a URL like http://localhost:9324");
    }
}
