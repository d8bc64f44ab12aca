package dev.mooring.standins.iotevents;

import dev.mooring.standins.iotevents.expression.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as DynamoDB's attribute values. */
final class DynamoValues {
    private DynamoValues() {}

    static ObjectNode of(JsonNode value) {
        ObjectNode attribute = JsonNodeFactory.instance.objectNode();
        switch (value.getNodeType()) {
            case STRING -> attribute.put("S", value.stringValue());
            case NUMBER -> attribute.put("N", Texts.of(value));
            case BOOLEAN -> attribute.put("BOOL", value.booleanValue());
            case ARRAY -> {
                ArrayNode list = attribute.putArray("L");
                value.values().forEach(element -> list.add(of(element)));
            }
            case OBJECT -> {
                ObjectNode map = attribute.putObject("M");
                value.properties().forEach(member -> map.set(member.getKey(), of(member.getValue())));
            }
            default -> attribute.put("NULL", true);
        }
        return attribute;
    }
}
