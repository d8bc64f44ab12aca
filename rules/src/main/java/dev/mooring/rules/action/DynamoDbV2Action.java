package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/**
 * Writes the result as an item, one attribute a member. The table's keys must be among them.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/dynamodb-v2-rule-action.html">AWS: DynamoDBv2
 *     action</a>
 */
record DynamoDbV2Action(Template tableName) implements TargetAction {
    static final String KIND = "dynamoDBv2";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "DynamoDBv2Action", "Table", "tableName", "write to DynamoDB table");

    static DynamoDbV2Action parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        Parameters putItem =
                parameters.object("putItem").orElseThrow(() -> parameters.invalid("putItem", "is required"));
        Template tableName = putItem.requiredTemplate("tableName");
        putItem.refuseOthers();
        return new DynamoDbV2Action(tableName);
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return tableName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(tableName);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        JsonNode result = Payloads.json(input);
        if (!result.isObject()) {
            throw UndeliverableException.forGood("the result must be a JSON object: each member becomes an attribute");
        }
        Map<String, AttributeValue> item = DynamoDbItems.attributes(result);
        return Delivery.bySdk(() -> ports.clients()
                .get(input.tenant(), TargetService.DYNAMODB, DynamoDbClient.class, DynamoDbClient::builder)
                .putItem(put -> put.tableName(resource).item(item)));
    }
}
