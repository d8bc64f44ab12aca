package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A request to a domain.
 *
 * @param path its parts below the domain, decoded
 * @param query decoded
 */
record SearchRequest(
        Tenant tenant,
        Domain domain,
        String method,
        List<String> path,
        Map<String, List<String>> query,
        byte[] body,
        Instant now) {
    /** Say how an answer looks, or how long to wait for what is here at once. */
    private static final Set<String> COMMON =
            Set.of("pretty", "human", "error_trace", "timeout", "master_timeout", "cluster_manager_timeout", "refresh");

    /** @throws SearchException when there are parameters besides the common ones and these */
    void allowOnly(Set<String> parameters) {
        for (String name : query.keySet()) {
            if (!COMMON.contains(name) && !parameters.contains(name)) {
                throw SearchException.argument("request [/" + String.join("/", path)
                        + "] contains unrecognized parameter: [" + name + "], which is not built here");
            }
        }
    }

    Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    Optional<Integer> number(String name) {
        return parameter(name).map(text -> {
            if (!text.matches("\\d{1,9}")) {
                throw SearchException.argument(
                        "Failed to parse int parameter [" + name + "] with value [" + text + "]");
            }
            return Integer.parseInt(text);
        });
    }

    boolean isPretty() {
        return parameter("pretty").filter(value -> !value.equals("false")).isPresent();
    }

    /** The body as JSON; an empty object when there is none. */
    JsonNode json() {
        if (body.length == 0) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            if (!json.isObject()) {
                throw SearchException.parsing("the body must be a JSON object");
            }
            return json;
        } catch (JacksonException e) {
            throw SearchException.parsing("the body is no JSON: " + e.getOriginalMessage());
        }
    }
}
