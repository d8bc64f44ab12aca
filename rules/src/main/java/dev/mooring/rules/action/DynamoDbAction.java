package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes the result into one attribute of an item whose keys templates give; or updates or deletes that item.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/dynamodb-rule-action.html">AWS: DynamoDB action</a>
 */
record DynamoDbAction(
        Template tableName,
        DynamoDbKey hashKey,
        Optional<DynamoDbKey> rangeKey,
        Optional<Template> payloadField,
        Optional<Template> operation)
        implements TargetAction {
    static final String KIND = "dynamoDB";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "DynamoAction", "Table", "tableName", "write to DynamoDB table");
    private static final String DEFAULT_PAYLOAD_FIELD = "payload";
    private static final String INSERT = "INSERT";
    private static final List<String> OPERATIONS = List.of(INSERT, "UPDATE", "DELETE");

    static DynamoDbAction parse(Parameters parameters) throws InvalidRuleException {
        Template tableName = parameters.requiredTemplate("tableName");
        parameters.requiredText("roleArn");
        return new DynamoDbAction(
                tableName,
                DynamoDbKey.parse("hashKey", parameters)
                        .orElseThrow(() -> parameters.invalid("hashKeyField", "is required")),
                DynamoDbKey.parse("rangeKey", parameters),
                parameters.template("payloadField").filter(field -> !field.text()
                        .isEmpty()),
                parameters.choiceTemplate("operation", OPERATIONS));
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
        return Stream.of(
                        Stream.of(tableName),
                        hashKey.templates(),
                        rangeKey.stream().flatMap(DynamoDbKey::templates),
                        payloadField.stream(),
                        operation.stream())
                .flatMap(templates -> templates);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        Map<String, AttributeValue> key = new HashMap<>();
        key.put(hashKey.name(filling), hashKey.value(filling));
        if (rangeKey.isPresent()) {
            key.put(rangeKey.get().name(filling), rangeKey.get().value(filling));
        }
        String field = filling.text("payloadField", payloadField).orElse(DEFAULT_PAYLOAD_FIELD);
        if (key.containsKey(field)) {
            throw UndeliverableException.forGood("payloadField '" + field + "' is a key of the item");
        }
        AttributeValue payload = DynamoDbItems.payload(input);
        String chosen = filling.text("operation", operation).orElse(INSERT);
        return switch (chosen) {
            case INSERT -> {
                Map<String, AttributeValue> item = new HashMap<>(key);
                item.put(field, payload);
                yield Delivery.bySdk(() -> client(input, ports)
                        .putItem(put -> put.tableName(resource).item(item)));
            }
            case "UPDATE" ->
                Delivery.bySdk(() -> client(input, ports).updateItem(update -> update.tableName(resource)
                        .key(key)
                        .updateExpression("SET #payload = :payload")
                        .expressionAttributeNames(Map.of("#payload", field))
                        .expressionAttributeValues(Map.of(":payload", payload))));
            case "DELETE" ->
                Delivery.bySdk(() -> client(input, ports)
                        .deleteItem(delete -> delete.tableName(resource).key(key)));
            default -> throw UndeliverableException.forGood("operation: " + Parameters.notOneOf(chosen, OPERATIONS));
        };
    }

    private static DynamoDbClient client(ActionInput input, ActionPorts ports) {
        return ports.clients()
                .get(input.tenant(), TargetService.DYNAMODB, DynamoDbClient.class, DynamoDbClient::builder);
    }
}
