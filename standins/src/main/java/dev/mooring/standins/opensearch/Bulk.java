package dev.mooring.standins.opensearch;

import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Many changes in lines of JSON: an action, and where it needs one a document. */
final class Bulk {
    private static final int MAX_ITEMS = 10_000;

    private Bulk() {}

    /** @param action index, create or delete */
    record Item(String action, Documents.Change change) {}

    /**
     * @param defaultIndex of the path; empty when it names none
     * @throws SearchException when the lines cannot be told apart: then nothing is done
     */
    static List<Item> read(byte[] body, String defaultIndex) {
        List<byte[]> lines = lines(body);
        if (lines.isEmpty()) {
            throw SearchException.parsing("request body is required");
        }
        List<Item> items = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            int line = at + 1;
            Map.Entry<String, JsonNode> action = action(lines.get(at), line);
            JsonNode metadata = action.getValue();
            for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
                if (!Set.of("_index", "_id", "_type").contains(entry.getKey())) {
                    throw SearchException.argument("Action/metadata line [" + line + "] contains an unknown parameter ["
                            + entry.getKey() + "]: it is not built here");
                }
            }
            String index = metadata.path("_index").asString(defaultIndex);
            String id = metadata.path("_id").asString("");
            switch (action.getKey()) {
                case "index", "create" -> {
                    if (++at >= lines.size()) {
                        throw SearchException.argument("The document of the action in line [" + line + "] is missing");
                    }
                    items.add(new Item(
                            action.getKey(),
                            put(
                                    index,
                                    id.isEmpty() ? UUID.randomUUID().toString() : id,
                                    lines.get(at),
                                    action.getKey().equals("create"))));
                }
                case "delete" -> items.add(new Item("delete", new Documents.Change.Delete(index, id)));
                default ->
                    throw SearchException.argument("Malformed action/metadata line [" + line
                            + "], expected index, create or delete but found [" + action.getKey()
                            + "], which is not built here");
            }
            if (items.size() > MAX_ITEMS) {
                throw SearchException.argument("a bulk request has at most " + MAX_ITEMS + " actions here");
            }
        }
        return items;
    }

    private static Documents.Change put(String index, String id, byte[] source, boolean mustBeNew) {
        try {
            return Documents.put(index, id, source, mustBeNew);
        } catch (SearchException e) {
            return new Documents.Change.Refused(index, id, e);
        }
    }

    private static Map.Entry<String, JsonNode> action(byte[] line, int number) {
        try {
            JsonNode json = Json.MAPPER.readTree(line);
            if (json.isObject() && json.size() == 1 && json.iterator().next().isObject()) {
                return json.properties().iterator().next();
            }
        } catch (JacksonException e) {
            // Refused below.
        }
        throw SearchException.argument("Malformed action/metadata line [" + number
                + "], expected an object with the action's name and its metadata");
    }

    /** Without empty ones. */
    private static List<byte[]> lines(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                int end = i > begin && body[i - 1] == '\r' ? i - 1 : i;
                if (end > begin) {
                    lines.add(Arrays.copyOfRange(body, begin, end));
                }
                begin = i + 1;
            }
        }
        return lines;
    }

    /** What came of one change that was done. */
    static ObjectNode result(Documents.Done done) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.put("_index", done.change().index()).put("_id", done.change().id());
        result.put("_version", done.version()).put("result", done.result());
        result.putObject("_shards").put("total", 1).put("successful", 1).put("failed", 0);
        return result.put("_seq_no", done.sequence()).put("_primary_term", 1);
    }

    /** What came of one of many changes. */
    static ObjectNode item(Documents.Done done) {
        if (done.refusal().isEmpty()) {
            return result(done).put("status", done.status());
        }
        SearchException refusal = done.refusal().get();
        ObjectNode item = Json.MAPPER.createObjectNode();
        item.put("_index", done.change().index()).put("_id", done.change().id()).put("status", done.status());
        item.putObject("error").put("type", refusal.type()).put("reason", refusal.getMessage());
        return item;
    }
}
