package dev.mooring.rules.service;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlServices.Answer;
import dev.mooring.rules.action.AwsClients;
import dev.mooring.rules.action.TargetService;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items of DynamoDB tables as plain JSON. Nothing is kept: a table changes with every message.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html#iot-sql-function-get-dynamodb">AWS:
 *     get_dynamodb</a>
 */
final class TableItems {
    /** AWS: beyond it "the rule's action may not be invoked". */
    static final int MAX_BYTES = 8192;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final AwsClients clients;
    private final RemoteCall calls;

    TableItems(AwsClients clients, RemoteCall calls) {
        this.clients = clients;
        this.calls = calls;
    }

    Answer get(Tenant tenant, String tableName, SqlServices.Key partitionKey, Optional<SqlServices.Key> sortKey) {
        Map<String, AttributeValue> key = new HashMap<>();
        key.put(partitionKey.name(), value(partitionKey));
        sortKey.ifPresent(sort -> key.put(sort.name(), value(sort)));
        GetItemRequest request = GetItemRequest.builder()
                .tableName(tableName)
                .key(key)
                .overrideConfiguration(calls.limits())
                .build();
        return switch (calls.make("get_dynamodb()", () -> client(tenant).getItem(request))) {
            case RemoteCall.Result.Got<GetItemResponse>(GetItemResponse got)
            when got.hasItem() -> item(tableName, got.item());
            case RemoteCall.Result.Got<GetItemResponse> _ ->
                new Answer.Unavailable("get_dynamodb(): there is no such item in " + tableName);
            case RemoteCall.Result.Failed<GetItemResponse>(String why) -> new Answer.Unavailable(why);
        };
    }

    private static AttributeValue value(SqlServices.Key key) {
        return key.number() ? AttributeValue.fromN(key.value()) : AttributeValue.fromS(key.value());
    }

    private static Answer item(String tableName, Map<String, AttributeValue> item) {
        byte[] json = JsonMapper.shared().writeValueAsBytes(object(item));
        return json.length <= MAX_BYTES
                ? new Answer.Json(json)
                : new Answer.Unavailable("get_dynamodb(): the item of " + tableName + " has " + json.length
                        + " bytes, more than " + MAX_BYTES);
    }

    private static ObjectNode object(Map<String, AttributeValue> attributes) {
        ObjectNode object = NODES.objectNode();
        attributes.forEach((name, value) -> object.set(name, plain(value)));
        return object;
    }

    /** Without types: numbers with all their digits, bytes in base64, sets as arrays. */
    private static JsonNode plain(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.stringNode(value.s());
            case N -> number(value.n());
            case BOOL -> NODES.booleanNode(value.bool());
            case NUL -> NODES.nullNode();
            case B -> bytes(value.b());
            case M -> object(value.m());
            case L -> array(value.l().stream().map(TableItems::plain).toList());
            case SS -> array(value.ss().stream().map(NODES::stringNode).toList());
            case NS -> array(value.ns().stream().map(TableItems::number).toList());
            case BS -> array(value.bs().stream().map(TableItems::bytes).toList());
            case UNKNOWN_TO_SDK_VERSION -> NODES.nullNode();
        };
    }

    private static JsonNode number(String digits) {
        return NODES.numberNode(new BigDecimal(digits));
    }

    private static JsonNode bytes(SdkBytes bytes) {
        return NODES.binaryNode(bytes.asByteArrayUnsafe());
    }

    private static ArrayNode array(List<? extends JsonNode> elements) {
        return NODES.arrayNode().addAll(List.copyOf(elements));
    }

    private DynamoDbClient client(Tenant tenant) {
        return clients.get(tenant, TargetService.DYNAMODB, DynamoDbClient.class, DynamoDbClient::builder);
    }
}
