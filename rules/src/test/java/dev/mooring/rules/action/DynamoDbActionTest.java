package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Against DynamoDB Local, of whose SQLite only the library for this system is among the dependencies. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class DynamoDbActionTest {
    private static final ActionTesting ACTIONS = new ActionTesting();
    private static DynamoDbLocal server;
    private static DynamoDbClient dynamoDb;

    @BeforeAll
    @SuppressWarnings("unchecked") // varargs of consumers
    static void start() throws Exception {
        server = new DynamoDbLocal();
        ACTIONS.endpoints.with(TargetService.DYNAMODB, server.uri());
        dynamoDb = ACTIONS.outbound
                .clients()
                .get(ActionTesting.TENANT, TargetService.DYNAMODB, DynamoDbClient.class, DynamoDbClient::builder);
        dynamoDb.createTable(c -> c.tableName("simple")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S)));
        dynamoDb.createTable(c -> c.tableName("ranged")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH), k -> k.attributeName("at")
                        .keyType(KeyType.RANGE))
                .attributeDefinitions(
                        a -> a.attributeName("id").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("at").attributeType(ScalarAttributeType.N)));
    }

    @AfterAll
    static void stop() throws Exception {
        ACTIONS.close();
        server.close();
    }

    private static String simple(String id, String more) {
        return "{'dynamoDB':{'tableName':'simple','roleArn':'r','hashKeyField':'id','hashKeyValue':'" + id + "'" + more
                + "}}";
    }

    private static Map<String, AttributeValue> item(String id) {
        return dynamoDb.getItem(g -> g.tableName("simple").key(Map.of("id", AttributeValue.fromS(id))))
                .item();
    }

    private static AttributeValue number(String n) {
        return AttributeValue.fromN(n);
    }

    @Test
    void keepsAJsonResultAsATypedMapBesideItsKey() throws Exception {
        ACTIONS.delivers(
                simple("${topic(2)}-1", ""),
                "{\"s\":\"x\",\"n\":1.25,\"big\":12345678901234567890123456789012345678,"
                        + "\"b\":true,\"z\":null,\"l\":[1,\"two\"],\"m\":{\"k\":-0.001}}");
        assertThat(item("b-1"))
                .isEqualTo(Map.of(
                        "id",
                        AttributeValue.fromS("b-1"),
                        "payload",
                        AttributeValue.fromM(Map.of(
                                "s",
                                AttributeValue.fromS("x"),
                                "n",
                                number("1.25"),
                                "big",
                                number("12345678901234567890123456789012345678"),
                                "b",
                                AttributeValue.fromBool(true),
                                "z",
                                AttributeValue.fromNul(true),
                                "l",
                                AttributeValue.fromL(List.of(number("1"), AttributeValue.fromS("two"))),
                                "m",
                                AttributeValue.fromM(Map.of("k", number("-0.001")))))));
    }

    @Test
    void keepsOtherBytesAsBinaryInTheFieldThatIsAskedFor() throws Exception {
        ACTIONS.delivers(simple("bytes", ",'payloadField':'raw_${topic(1)}'"), new byte[] {(byte) 0xff, 0});
        assertThat(item("bytes").get("raw_a"))
                .isEqualTo(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {(byte) 0xff, 0})));
    }

    @Test
    void writesARangeKeyOfTypeNumber() throws Exception {
        ACTIONS.delivers(
                "{'dynamoDB':{'tableName':'ranged','roleArn':'r','hashKeyField':'id','hashKeyValue':'h',"
                        + "'rangeKeyField':'at','rangeKeyValue':'${at}','rangeKeyType':'NUMBER'}}",
                "{\"at\":17}");
        assertThat(dynamoDb.getItem(g ->
                                g.tableName("ranged").key(Map.of("id", AttributeValue.fromS("h"), "at", number("17"))))
                        .item())
                .containsKey("payload");
    }

    @Test
    void insertsAnewButUpdatesWhatIsThereAndDeletes() throws Exception {
        ACTIONS.delivers(simple("op", ",'payloadField':'first'"), "{}");
        ACTIONS.delivers(simple("op", ",'payloadField':'second','operation':'UPDATE'"), "{}");
        assertThat(item("op")).containsOnlyKeys("id", "first", "second");
        ACTIONS.delivers(simple("op", ",'payloadField':'third','operation':'${op}'"), "{\"op\":\"INSERT\"}");
        assertThat(item("op")).containsOnlyKeys("id", "third");
        ACTIONS.delivers(simple("op", ",'operation':'DELETE'"), "{}");
        assertThat(item("op")).isEmpty();
    }

    @Test
    void failsForGoodWhereNoTryWouldHelp() throws Exception {
        assertThat(ACTIONS.fails(simple("x", ",'hashKeyType':'NUMBER'"), "{}").message())
                .contains("hashKeyValue: 'x' is not a number");
        assertThat(ACTIONS.fails(simple("x", ",'operation':'${op}'"), "{\"op\":\"drop\"}")
                        .message())
                .contains("operation: 'drop' is not one of INSERT, UPDATE, DELETE");
        assertThat(ACTIONS.fails(simple("${missing}", ""), "{}").message())
                .contains("the template of hashKeyValue has no value for this message: '${missing}'");
        ActionOutcome.Failure noTable =
                ACTIONS.fails("{'dynamoDBv2':{'putItem':{'tableName':'none'},'roleArn':'r'}}", "{}");
        assertThat(noTable.message()).contains("Service: DynamoDb", "Status Code: 400");
        assertThat(noTable.resource()).isEqualTo("none");
        assertThat(noTable.retryable()).isFalse();
    }

    private static String v2(String table) {
        return "{'dynamoDBv2':{'putItem':{'tableName':'" + table + "'},'roleArn':'r'}}";
    }

    @Test
    void makesAnAttributeOfEachMember() throws Exception {
        ACTIONS.delivers(v2("${t}"), "{\"id\":\"v2\",\"t\":\"simple\",\"n\":7,\"o\":{\"x\":[]}}");
        assertThat(item("v2"))
                .isEqualTo(Map.of(
                        "id",
                        AttributeValue.fromS("v2"),
                        "t",
                        AttributeValue.fromS("simple"),
                        "n",
                        number("7"),
                        "o",
                        AttributeValue.fromM(Map.of("x", AttributeValue.fromL(List.of())))));
    }

    @Test
    void version2NeedsAnObjectWithTheKeys() throws Exception {
        assertThat(ACTIONS.fails(v2("simple"), "[1]").message()).contains("must be a JSON object");
        assertThat(ACTIONS.fails(v2("simple"), "no json").message()).contains("not JSON");
        assertThat(ACTIONS.fails(v2("simple"), "{\"n\":1}").message()).contains("required keys was not given");
    }
}
