package dev.mooring.rules.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** JSON as DynamoDB's typed values: text S, number N with all its digits, boolean BOOL, null NULL, array L, object M. */
final class DynamoDbItems {
    private DynamoDbItems() {}

    static AttributeValue value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> AttributeValue.fromM(attributes(node));
            case ARRAY -> {
                List<AttributeValue> values = new ArrayList<>(node.size());
                node.forEach(element -> values.add(value(element)));
                yield AttributeValue.fromL(values);
            }
            case NUMBER -> AttributeValue.fromN(node.asString());
            case BOOLEAN -> AttributeValue.fromBool(node.asBoolean());
            case STRING -> AttributeValue.fromS(node.asString());
            case NULL, MISSING -> AttributeValue.fromNul(true);
            case BINARY, POJO -> throw new IllegalArgumentException("not from JSON text: " + node.getNodeType());
        };
    }

    /** The members of an object, each an attribute. */
    static Map<String, AttributeValue> attributes(JsonNode object) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        object.propertyStream().forEach(member -> attributes.put(member.getKey(), value(member.getValue())));
        return attributes;
    }

    /** A result that is not JSON is kept byte by byte. */
    static AttributeValue payload(ActionInput input) throws UndeliverableException {
        return input.json()
                ? value(Payloads.json(input))
                : AttributeValue.fromB(SdkBytes.fromByteArray(input.payload()));
    }
}
