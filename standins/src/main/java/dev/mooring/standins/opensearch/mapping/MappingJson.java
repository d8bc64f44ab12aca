package dev.mooring.standins.opensearch.mapping;

import dev.mooring.standins.Json;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Mappings as the REST API has them. */
public final class MappingJson {
    private static final String PROPERTIES = "properties";

    private MappingJson() {}

    /**
     * What a mapping becomes with what a request adds.
     *
     * @param json with {@code properties}
     * @throws SearchException for types and parameters that are not built, naming them
     */
    public static Mapping read(Mapping mapping, JsonNode json) {
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            boolean isDefault = entry.getKey().equals("dynamic")
                    && entry.getValue().asString("").equals("true");
            if (!entry.getKey().equals(PROPERTIES) && !isDefault) {
                throw SearchException.mapping("Root mapping definition has unsupported parameters: [" + entry.getKey()
                        + " : " + entry.getValue() + "], which are not built here");
            }
        }
        return properties(mapping, "", json.path(PROPERTIES), 0);
    }

    private static Mapping properties(Mapping mapping, String prefix, JsonNode properties, int depth) {
        if (depth > Mapping.MAX_DEPTH) {
            throw SearchException.argument("Limit of mapping depth [" + Mapping.MAX_DEPTH + "] has been exceeded");
        }
        Mapping result = mapping;
        for (Map.Entry<String, JsonNode> entry : properties.properties()) {
            String path = prefix + entry.getKey();
            JsonNode definition = entry.getValue();
            boolean isObject = definition.has(PROPERTIES)
                    || definition.path("type").asString("").equals("object");
            if (entry.getKey().isEmpty()
                    || entry.getKey().startsWith(".")
                    || entry.getKey().endsWith(".")) {
                throw SearchException.mapping("field name cannot be an empty string, nor begin or end with a dot");
            }
            if (isObject) {
                refuseOthers(path, definition, "type", PROPERTIES);
                result = properties(result, path + ".", definition.path(PROPERTIES), depth + 1);
            } else {
                result = result.with(path, field(path, definition));
            }
        }
        return result;
    }

    private static Mapping.Field field(String path, JsonNode definition) {
        String name = definition.path("type").asString("");
        if (name.isEmpty()) {
            throw SearchException.mapping("No type specified for field [" + path + "]");
        }
        FieldType type = FieldType.of(name)
                .orElseThrow(() -> SearchException.mapping(
                        "No handler for type [" + name + "] declared on field [" + path + "]: it is not built here"));
        refuseOthers(path, definition, "type", "fields", "ignore_above");
        SortedMap<String, Mapping.Field> subfields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : definition.path("fields").properties()) {
            Mapping.Field subfield = field(path + "." + entry.getKey(), entry.getValue());
            if (!subfield.subfields().isEmpty()) {
                throw SearchException.mapping("a subfield of [" + path + "] cannot have subfields");
            }
            subfields.put(entry.getKey(), subfield);
        }
        return new Mapping.Field(type, definition.path("ignore_above").asInt(Integer.MAX_VALUE), subfields);
    }

    private static void refuseOthers(String path, JsonNode definition, String... built) {
        for (Map.Entry<String, JsonNode> entry : definition.properties()) {
            if (!java.util.List.of(built).contains(entry.getKey())) {
                throw SearchException.mapping(
                        "unknown parameter [" + entry.getKey() + "] on mapper [" + path + "]: it is not built here");
            }
        }
    }

    public static ObjectNode write(Mapping mapping) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        mapping.fields().forEach((path, field) -> {
            ObjectNode at = root;
            String[] names = path.split("\\.", -1);
            for (int i = 0; i < names.length - 1; i++) {
                at = child(child(at, PROPERTIES), names[i]);
            }
            child(at, PROPERTIES).set(names[names.length - 1], write(field));
        });
        return root;
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode present ? present : parent.putObject(name);
    }

    private static ObjectNode write(Mapping.Field field) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("type", field.type().text());
        if (field.ignoreAbove() < Integer.MAX_VALUE) {
            json.put("ignore_above", field.ignoreAbove());
        }
        if (!field.subfields().isEmpty()) {
            ObjectNode subfields = json.putObject("fields");
            field.subfields().forEach((name, subfield) -> subfields.set(name, write(subfield)));
        }
        return json;
    }
}
