package dev.mooring.standins.iotanalytics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What activities do with the attributes of one message. Paths have dots: {@code device.battery}. */
final class Attributes {
    private Attributes() {}

    /** Copies attributes; what is not there is passed over. */
    static void add(ObjectNode message, Map<String, String> sources) {
        sources.forEach(
                (source, copy) -> find(message, source).ifPresent(value -> set(message, copy, value.deepCopy())));
    }

    static void remove(ObjectNode message, List<String> paths) {
        paths.forEach(path -> parent(message, path, false).ifPresent(parent -> parent.remove(last(path))));
    }

    /** A message of these attributes only. */
    static ObjectNode select(ObjectNode message, List<String> paths) {
        ObjectNode selected = message.objectNode();
        paths.forEach(path -> find(message, path).ifPresent(value -> set(selected, path, value.deepCopy())));
        return selected;
    }

    static void set(ObjectNode message, String path, JsonNode value) {
        parent(message, path, true).ifPresent(parent -> parent.set(last(path), value));
    }

    private static Optional<JsonNode> find(ObjectNode message, String path) {
        return parent(message, path, false).map(parent -> parent.get(last(path)));
    }

    /** The object that holds the attribute; made on the way where asked, but never in place of another value. */
    private static Optional<ObjectNode> parent(ObjectNode message, String path, boolean make) {
        ObjectNode here = message;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode next = here.get(names[i]);
            if (next == null && make) {
                next = here.putObject(names[i]);
            }
            if (!(next instanceof ObjectNode object)) {
                return Optional.empty();
            }
            here = object;
        }
        return Optional.of(here);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
