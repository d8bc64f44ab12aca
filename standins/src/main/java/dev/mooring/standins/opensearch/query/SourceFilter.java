package dev.mooring.standins.opensearch.query;

import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of a document is shown: paths with {@code *}. A path that is included brings all that is below it.
 *
 * @param isShown whether anything is
 */
public record SourceFilter(boolean isShown, List<String> includes, List<String> excludes) {
    public static final SourceFilter ALL = new SourceFilter(true, List.of(), List.of());
    public static final SourceFilter NONE = new SourceFilter(false, List.of(), List.of());

    /** {@code _source} of a search. */
    public static SourceFilter read(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return ALL;
        }
        if (json.isBoolean()) {
            return json.booleanValue() ? ALL : NONE;
        }
        if (json.isObject()) {
            QueryReader.only("_source", json, Set.of("includes", "include", "excludes", "exclude"));
            List<String> includes = new ArrayList<>(paths(json.path("includes")));
            includes.addAll(paths(json.path("include")));
            List<String> excludes = new ArrayList<>(paths(json.path("excludes")));
            excludes.addAll(paths(json.path("exclude")));
            return new SourceFilter(true, includes, excludes);
        }
        return new SourceFilter(true, paths(json), List.of());
    }

    private static List<String> paths(JsonNode json) {
        if (json.isMissingNode()) {
            return List.of();
        }
        if (json.isString()) {
            return List.of(json.stringValue());
        }
        if (!json.isArray() || json.valueStream().anyMatch(each -> !each.isString())) {
            throw SearchException.parsing("[_source] takes true, false, paths, or an object with paths");
        }
        return json.valueStream().map(JsonNode::stringValue).toList();
    }

    public JsonNode of(JsonNode source) {
        if (includes.isEmpty() && excludes.isEmpty()) {
            return source;
        }
        List<Pattern> included = includes.stream().map(SourceFilter::pattern).toList();
        List<Pattern> excluded = excludes.stream().map(SourceFilter::pattern).toList();
        return filtered("", source, included, excluded, included.isEmpty()).orElseGet(Json.MAPPER::createObjectNode);
    }

    private static Pattern pattern(String path) {
        return Pattern.compile("\\Q" + path.replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E");
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Optional<JsonNode> filtered(
            String path, JsonNode node, List<Pattern> included, List<Pattern> excluded, boolean isIncluded) {
        if (node instanceof ObjectNode object) {
            ObjectNode result = Json.MAPPER.createObjectNode();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                if (!matches(excluded, below)) {
                    filtered(below, entry.getValue(), included, excluded, isIncluded || matches(included, below))
                            .ifPresent(value -> result.set(entry.getKey(), value));
                }
            }
            return result.isEmpty() && !(isIncluded && object.isEmpty()) ? Optional.empty() : Optional.of(result);
        }
        if (node instanceof ArrayNode array && array.valueStream().anyMatch(JsonNode::isObject)) {
            ArrayNode result = Json.MAPPER.createArrayNode();
            array.forEach(
                    each -> filtered(path, each, included, excluded, isIncluded).ifPresent(result::add));
            return result.isEmpty() ? Optional.empty() : Optional.of(result);
        }
        return isIncluded ? Optional.of(node) : Optional.empty();
    }
}
