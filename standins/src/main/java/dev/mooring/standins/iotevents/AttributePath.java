package dev.mooring.standins.iotevents;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Paths of input attributes and keys: names with dots between them, in backticks where they have spaces. */
final class AttributePath {
    private static final Pattern NAME = Pattern.compile("`([^`]*)`|([^.`]+)");

    private AttributePath() {}

    /** A missing node when there is nothing. */
    static JsonNode find(String path, JsonNode payload) {
        JsonNode node = payload;
        Matcher names = NAME.matcher(path);
        while (names.find()) {
            node = node.path(names.group(1) != null ? names.group(1) : names.group(2));
        }
        return node;
    }
}
