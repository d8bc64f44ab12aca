package dev.mooring.standins.opensearch;

import dev.mooring.standins.Json;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The access policy of a domain, as far as it is obeyed: whether it lets unsigned requests in. */
final class AccessPolicy {
    private AccessPolicy() {}

    /** What a method needs, as {@code ESHttpGet}. */
    static String action(String method) {
        return "ESHttp" + method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Whether the text is a policy. */
    static boolean isValid(String policy) {
        try {
            JsonNode statement = Json.MAPPER.readTree(policy).path("Statement");
            return statement.isArray() || statement.isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** A statement with a condition lets nobody in, because conditions are not understood. A deny to all wins. */
    static boolean letsAnybody(String policy, String method) {
        if (policy.isEmpty() || method.isEmpty()) {
            return false;
        }
        JsonNode statements = Json.MAPPER.readTree(policy).path("Statement");
        boolean allows = false;
        for (JsonNode statement : statements.isArray()
                ? statements
                : Json.MAPPER.createArrayNode().add(statements)) {
            if (isForAnybody(statement.path("Principal")) && covers(statement.path("Action"), method)) {
                if (statement.path("Effect").asString("").equals("Deny")) {
                    return false;
                }
                allows |= statement.path("Effect").asString("").equals("Allow") && !statement.has("Condition");
            }
        }
        return allows;
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(each -> each.asString("")) : Stream.of(node.asString(""));
    }

    private static boolean isForAnybody(JsonNode principal) {
        return texts(principal.isObject() ? principal.path("AWS") : principal).anyMatch("*"::equals);
    }

    private static boolean covers(JsonNode action, String method) {
        return texts(action)
                .anyMatch(each -> each.equals("*")
                        || each.equals("es:*")
                        || each.equals("es:ESHttp*")
                        || each.equals("es:" + action(method)));
    }
}
