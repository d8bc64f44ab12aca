package dev.mooring.server.cli;

import dev.mooring.rules.action.TargetService;
import dev.mooring.server.config.TargetSettings;
import java.net.URI;
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
            if (endpoints.putIfAbsent(service, TargetSettings.url("--endpoint", option.substring(equals + 1)))
                    != null) {
                throw new IllegalArgumentException("--endpoint: " + id + " is given twice");
            }
        }
        return endpoints;
    }
}
