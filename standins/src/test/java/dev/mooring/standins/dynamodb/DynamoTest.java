package dev.mooring.standins.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.mooring.standins.StandInServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class DynamoTest {
    private static StandInServer server;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        dynamo = server.client(DynamoDbClient.builder());
    }

    @AfterAll
    static void stop() {
        dynamo.close();
        server.close();
    }

    /** With device (S) and time (N) as key, and an index by room and time. */
    private static void table(String name) {
        dynamo.createTable(c -> c.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        a -> a.attributeName("device").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("time").attributeType(ScalarAttributeType.N),
                        a -> a.attributeName("room").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("device").keyType(KeyType.HASH), k -> k.attributeName("time")
                        .keyType(KeyType.RANGE))
                .globalSecondaryIndexes(g -> g.indexName("by-room")
                        .keySchema(k -> k.attributeName("room").keyType(KeyType.HASH), k -> k.attributeName("time")
                                .keyType(KeyType.RANGE))
                        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))));
        dynamo.waiter().waitUntilTableExists(d -> d.tableName(name));
    }

    private static Map<String, AttributeValue> reading(String device, int time, String room) {
        return Map.of(
                "device",
                fromS(device),
                "time",
                fromN(Integer.toString(time)),
                "room",
                fromS(room),
                "v",
                fromN("1.50"));
    }

    private static List<String> times(List<Map<String, AttributeValue>> items) {
        return items.stream().map(item -> item.get("time").n()).toList();
    }

    @Test
    void anItemIsPutReadChangedAndDeleted() {
        table("items");
        dynamo.putItem(p -> p.tableName("items").item(reading("pi", 1, "kitchen")));
        Map<String, AttributeValue> key = Map.of("device", fromS("pi"), "time", fromN("1.0"));
        assertThat(dynamo.getItem(g -> g.tableName("items").key(key)).item())
                .containsEntry("v", fromN("1.5"))
                .hasSize(4);
        Map<String, AttributeValue> changed = dynamo.updateItem(u -> u.tableName("items")
                        .key(key)
                        .updateExpression("SET #v = #v + :one REMOVE room")
                        .conditionExpression("attribute_exists(device)")
                        .expressionAttributeNames(Map.of("#v", "v"))
                        .expressionAttributeValues(Map.of(":one", fromN("1")))
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes();
        assertThat(changed).containsEntry("v", fromN("2.5")).doesNotContainKey("room");
        server.restart();
        assertThat(dynamo.getItem(g -> g.tableName("items").key(key).projectionExpression("v"))
                        .item())
                .isEqualTo(Map.of("v", fromN("2.5")));
        dynamo.deleteItem(d -> d.tableName("items").key(key));
        assertThat(dynamo.getItem(g -> g.tableName("items").key(key)).hasItem()).isFalse();
    }

    @Test
    void aConditionThatDoesNotHoldChangesNothing() {
        table("conditions");
        dynamo.putItem(p -> p.tableName("conditions").item(reading("pi", 1, "kitchen")));
        assertThatThrownBy(() -> dynamo.putItem(p -> p.tableName("conditions")
                        .item(reading("pi", 1, "cellar"))
                        .conditionExpression("attribute_not_exists(device)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(dynamo.scan(s -> s.tableName("conditions")).items().getFirst())
                .containsEntry("room", fromS("kitchen"));
    }

    @Test
    void aQueryWalksASortKeyRangeInEitherDirectionPageByPage() {
        table("queries");
        IntStream.of(1, 2, 10, 20, 100)
                .forEach(time ->
                        dynamo.putItem(p -> p.tableName("queries").item(reading("pi", time, time > 5 ? "a" : "b"))));
        dynamo.putItem(p -> p.tableName("queries").item(reading("other", 15, "a")));

        assertThat(times(dynamo
                        .queryPaginator(q -> q.tableName("queries")
                                .limit(2)
                                .keyConditionExpression("device = :d AND #t BETWEEN :from AND :to")
                                .expressionAttributeNames(Map.of("#t", "time"))
                                .expressionAttributeValues(
                                        Map.of(":d", fromS("pi"), ":from", fromN("2"), ":to", fromN("20"))))
                        .items()
                        .stream()
                        .toList()))
                .containsExactly("2", "10", "20");
        var descending = dynamo.query(q -> q.tableName("queries")
                .scanIndexForward(false)
                .keyConditionExpression("device = :d AND #t < :to")
                .filterExpression("room = :room")
                .expressionAttributeNames(Map.of("#t", "time"))
                .expressionAttributeValues(Map.of(":d", fromS("pi"), ":to", fromN("100"), ":room", fromS("a"))));
        assertThat(times(descending.items())).containsExactly("20", "10");
        assertThat(descending.scannedCount()).isEqualTo(4);
        var byRoom = dynamo
                .queryPaginator(q -> q.tableName("queries")
                        .indexName("by-room")
                        .limit(1)
                        .keyConditionExpression("room = :a")
                        .expressionAttributeValues(Map.of(":a", fromS("a"))))
                .items()
                .stream()
                .toList();
        assertThat(times(byRoom)).containsExactly("10", "15", "20", "100");
        assertThat(byRoom.getFirst()).doesNotContainKey("v");
        assertThat(dynamo.scanPaginator(s -> s.tableName("queries").limit(4)).items().stream())
                .hasSize(6);
    }

    @Test
    void batchesAreWrittenAndReadAsAWhole() {
        table("batches");
        dynamo.batchWriteItem(b -> b.requestItems(Map.of(
                "batches",
                IntStream.range(0, 25)
                        .mapToObj(i -> WriteRequest.builder()
                                .putRequest(p -> p.item(reading("pi", i, "r")))
                                .build())
                        .toList())));
        assertThatThrownBy(() -> dynamo.batchWriteItem(b -> b.requestItems(Map.of(
                        "batches",
                        List.of(
                                WriteRequest.builder()
                                        .putRequest(p -> p.item(reading("pi", 99, "r")))
                                        .build(),
                                WriteRequest.builder()
                                        .putRequest(p -> p.item(Map.of("device", fromS("x"))))
                                        .build())))))
                .isInstanceOf(DynamoDbException.class);
        assertThat(dynamo.scan(s -> s.tableName("batches").select("COUNT")).count())
                .isEqualTo(25);
        assertThat(dynamo.batchGetItem(b -> b.requestItems(Map.of(
                                "batches",
                                software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes.builder()
                                        .keys(
                                                Map.of("device", fromS("pi"), "time", fromN("3")),
                                                Map.of("device", fromS("pi"), "time", fromN("77")))
                                        .build())))
                        .responses()
                        .get("batches"))
                .hasSize(1);
    }

    @Test
    void anItemWhoseTimeIsOverIsGone() {
        table("expiring");
        dynamo.updateTimeToLive(u -> u.tableName("expiring")
                .timeToLiveSpecification(t -> t.enabled(true).attributeName("ttl")));
        long soon = Instant.now().plusSeconds(60).getEpochSecond();
        dynamo.putItem(p -> p.tableName("expiring")
                .item(Map.of("device", fromS("pi"), "time", fromN("1"), "ttl", fromN(Long.toString(soon + 100_000)))));
        assertThat(dynamo.scan(s -> s.tableName("expiring")).count()).isEqualTo(1);
        server.advance(Duration.ofSeconds(200_000));
        assertThat(dynamo.scan(s -> s.tableName("expiring")).count()).isZero();
    }

    @Test
    void tablesAreListedAndDeletedAndWhatIsWrongIsRefused() {
        table("zz-1");
        assertThatThrownBy(() -> table("zz-1")).isInstanceOf(ResourceInUseException.class);
        assertThat(dynamo.listTables().tableNames()).contains("zz-1");
        assertThatThrownBy(() -> dynamo.putItem(p -> p.tableName("zz-1").item(Map.of("device", fromS("x")))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("Missing the key time");
        assertThatThrownBy(() -> dynamo.query(q -> q.tableName("zz-1")
                        .keyConditionExpression("room = :r")
                        .expressionAttributeValues(Map.of(":r", fromS("x")))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("key schema element");
        dynamo.deleteTable(d -> d.tableName("zz-1"));
        assertThatThrownBy(() -> dynamo.describeTable(d -> d.tableName("zz-1")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> dynamo.executeStatement(e -> e.statement("SELECT 1")))
                .hasMessageContaining("ExecuteStatement");
    }
}
